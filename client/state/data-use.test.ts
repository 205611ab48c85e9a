import { expect, test } from 'vitest';
import { addReading, bytesPerHour, noDataUse, totalBytes, withoutRate } from './data-use.ts';

const readings = (...given: [transportId: string, atMs: number, bytes: number][]) =>
  given.reduce(
    (use, [transportId, atMs, bytes]) => addReading(use, { transportId, atMs, bytes }),
    noDataUse,
  );

test('adds up over transports, each of which counts from nothing', () => {
  expect(totalBytes(readings(['a', 0, 0], ['a', 5_000, 700], ['b', 10_000, 50]))).toBe(750);
});

test('never counts backwards', () => {
  expect(totalBytes(readings(['a', 0, 700], ['a', 5_000, 300]))).toBe(700);
});

test('tells the rate of the last minute only', () => {
  const use = readings(['a', 0, 0], ['a', 60_000, 6_000_000], ['a', 120_000, 6_100_000]);
  expect(bytesPerHour(use)).toBe(6_000_000);
});

test('tells no rate before it knows one, nor just after another mode was chosen', () => {
  const use = readings(['a', 0, 0], ['a', 5_000, 700]);
  expect(bytesPerHour(use)).toBeUndefined();
  const known = addReading(use, { transportId: 'a', atMs: 10_000, bytes: 1_000 });
  expect(bytesPerHour(known)).toBe(360_000);
  expect(bytesPerHour(withoutRate(known))).toBeUndefined();
});
