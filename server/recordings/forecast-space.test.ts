import { expect, test } from 'vitest';
import { forecastSpace, type MakingBits, type RecordingPlan } from './forecast-space.ts';

const gigabyte = 1e9;
const reserveBytes = 0.25 * gigabyte;
const makingBits = () => 0;

test('two people for an hour need about two and a half gigabytes above the reserve', () => {
  const plan = { plannedMinutes: 60, people: 2, pastMinutes: 0 };
  const enough = forecastSpace(plan, { freeBytes: 3.2 * gigabyte, reserveBytes, makingBits });
  expect(enough).toMatchObject({ isEnough: true, plannedMinutes: 60, people: 2 });
  const scarce = forecastSpace(plan, { freeBytes: 2.5 * gigabyte, reserveBytes, makingBits });
  expect(scarce).toMatchObject({ isEnough: false });
  // 5.2 Mb/s and a fifth more: 46.7 MB a minute.
  expect(scarce.minutes).toBe(48);
});

test('a full stage needs more than twice as much as two people', () => {
  const space = { freeBytes: 10 * gigabyte, reserveBytes, makingBits };
  const two = forecastSpace({ plannedMinutes: 60, people: 2, pastMinutes: 0 }, space).minutes;
  const six = forecastSpace({ plannedMinutes: 60, people: 6, pastMinutes: 0 }, space).minutes;
  expect(two / six).toBeGreaterThan(2);
});

test('below the reserve there is room for nothing; a disk that does not say has room', () => {
  const plan = { plannedMinutes: 60, people: 2, pastMinutes: 0 };
  expect(forecastSpace(plan, { freeBytes: 1, reserveBytes, makingBits }).minutes).toBe(0);
  expect(forecastSpace(plan, { freeBytes: Infinity, reserveBytes, makingBits }).isEnough).toBe(
    true,
  );
});

test('what is recorded may fit, and making an episode of it not', () => {
  const plan = { plannedMinutes: 60, people: 2, pastMinutes: 0 };
  const making: MakingBits = ({ recordedBits }) => 2 * recordedBits;
  const of = (free: number) =>
    forecastSpace(plan, { freeBytes: free * gigabyte, reserveBytes, makingBits: making });
  expect(of(8)).toMatchObject({ isEnough: true, isEnoughToMake: false });
  expect(of(9)).toMatchObject({ isEnough: true, isEnoughToMake: true });
  expect(of(2)).toMatchObject({ isEnough: false, isEnoughToMake: false });
});

test('while live only what is left needs room, and what is told is for how many more minutes there is', () => {
  const of = (pastMinutes: number, people: number) =>
    forecastSpace(
      { plannedMinutes: 60, people, pastMinutes },
      { freeBytes: 1.5 * gigabyte, reserveBytes, makingBits },
    );
  // 1.25 GB are 26 minutes of two people, and 11 of six.
  expect(of(0, 2)).toMatchObject({ isEnough: false, minutes: 26 });
  expect(of(40, 2)).toMatchObject({ isEnough: true, minutes: 26 });
  expect(of(40, 6)).toMatchObject({ isEnough: false, minutes: 11 });
});

test('beyond its planned end a session needs room for another quarter of an hour', () => {
  const of = (freeBytes: number) =>
    forecastSpace(
      { plannedMinutes: 60, people: 2, pastMinutes: 70 },
      { freeBytes, reserveBytes, makingBits },
    );
  expect(of(1 * gigabyte)).toMatchObject({ isEnough: true, minutes: 16 });
  expect(of(0.9 * gigabyte)).toMatchObject({ isEnough: false, minutes: 13 });
});

test('what other sessions on air have still to write and make is not there any more', () => {
  // Each needs 2.8 GB to be recorded, and twice that for its episode.
  const plan = { plannedMinutes: 60, people: 2, pastMinutes: 0 };
  const making: MakingBits = ({ recordedBits }) => 2 * recordedBits;
  const of = (free: number, ...others: RecordingPlan[]) =>
    forecastSpace(plan, {
      ...{ freeBytes: free * gigabyte, reserveBytes, makingBits: making, others },
    });
  expect(of(12)).toMatchObject({ isEnough: true, isEnoughToMake: true, others: 0 });
  expect(of(12, plan)).toMatchObject({ isEnough: true, isEnoughToMake: false, others: 1 });
  expect(of(17.5, plan)).toMatchObject({ isEnough: true, isEnoughToMake: true });
  // 2.8 of 5 GB are for the other's recording. Its episode makes way for ours.
  expect(of(5)).toMatchObject({ isEnough: true, minutes: 101 });
  expect(of(5, plan)).toMatchObject({ isEnough: false, minutes: 41 });
  // It is nearly over.
  expect(of(5, { ...plan, pastMinutes: 50 })).toMatchObject({ isEnough: true });
});
