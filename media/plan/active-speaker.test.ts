import { expect, test } from 'vitest';
import { findActiveSpeakers, windowMs } from './active-speaker.ts';

/** Levels from stretches of speech, in seconds; silence elsewhere. */
function speech(
  peerId: string,
  seconds: number,
  ...runs: [from: number, to: number, dbfs?: number][]
) {
  const levels = new Float32Array((seconds * 1_000) / windowMs).fill(-70);
  for (const [from, to, dbfs = -20] of runs) {
    levels.fill(dbfs, (from * 1_000) / windowMs, (to * 1_000) / windowMs);
  }
  return { peerId, levels, loudnessLufs: -22 };
}

test('a new speaker is cut to 0.3 s before the first word', () => {
  const cuts = findActiveSpeakers([speech('rina', 30, [1, 10]), speech('budi', 30, [10, 20])]);
  expect(cuts).toEqual([
    { fromMs: 700, peerId: 'rina' },
    { fromMs: 9_700, peerId: 'budi' },
  ]);
});

test('a cough takes the floor from nobody', () => {
  const cuts = findActiveSpeakers([
    speech('rina', 20, [1, 18]),
    speech('budi', 20, [8, 8.9, -3]),
  ]);
  expect(cuts.map(({ peerId }) => peerId)).toEqual(['rina']);
});

test('someone who is only a little louder waits', () => {
  const talk = [speech('rina', 20, [1, 18]), speech('budi', 20, [5, 12, -15])];
  expect(findActiveSpeakers(talk)).toHaveLength(1);
  const shout = [speech('rina', 20, [1, 18]), speech('budi', 20, [5, 12, -13])];
  expect(findActiveSpeakers(shout).map(({ peerId }) => peerId)).toEqual([
    'rina',
    'budi',
    'rina',
  ]);
});

test('a cut holds for 2.5 s, however lively the talk', () => {
  const turns = Array.from({ length: 20 }, (_, turn) => turn * 1.2);
  const cuts = findActiveSpeakers([
    speech(
      'rina',
      30,
      ...turns.filter((_, i) => i % 2 === 0).map((t) => [t, t + 1.2] as [number, number]),
    ),
    speech(
      'budi',
      30,
      ...turns.filter((_, i) => i % 2 === 1).map((t) => [t, t + 1.2] as [number, number]),
    ),
  ]);
  const lengths = cuts.slice(1).map((cut, index) => cut.fromMs - cuts[index]!.fromMs);
  expect(lengths.length).toBeGreaterThan(3);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(2_500);
});

test('breathing between words loses nothing, and a quiet microphone counts as much as a near one', () => {
  const quiet = speech('budi', 30, [10, 12, -38], [12.3, 15, -38], [15.4, 20, -38]);
  const cuts = findActiveSpeakers([
    speech('rina', 30, [1, 10]),
    { ...quiet, loudnessLufs: -40 },
  ]);
  expect(cuts.map(({ peerId }) => peerId)).toEqual(['rina', 'budi']);
});

test('silence, nobody and noise make no cut', () => {
  expect(findActiveSpeakers([])).toEqual([]);
  expect(findActiveSpeakers([speech('rina', 10)])).toEqual([]);
  expect(findActiveSpeakers([speech('rina', 10, [0, 10, -58])])).toEqual([]);
  const broken = { peerId: 'rina', levels: new Float32Array(100).fill(NaN) };
  expect(findActiveSpeakers([broken])).toEqual([]);
});
