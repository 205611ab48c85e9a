import { expect, test } from 'vitest';
import {
  cutsOnFrames,
  joinStretches,
  longestHeard,
  toProgrammeMs,
  toSessionMs,
} from './episode-clock.ts';

const durationMs = 60_000;
const cuts = [
  { fromMs: 0, toMs: 5_000 },
  { fromMs: 20_000, toMs: 30_000 },
  { fromMs: 55_000, toMs: 60_000 },
];

test.each([
  ['trimmed away', 2_000, 0],
  ['the first that is heard', 5_000, 0],
  ['between cuts', 15_000, 10_000],
  ['where a cut begins', 20_000, 15_000],
  ['inside a cut', 25_000, 15_000],
  ['where a cut ends', 30_000, 15_000],
  ['after it', 40_000, 25_000],
  ['trimmed away at the end', 58_000, 40_000],
])('a moment of the session in the episode: %s', (_where, sessionMs, programmeMs) => {
  expect(toProgrammeMs(cuts, sessionMs)).toBe(programmeMs);
});

test.each([
  ['the beginning', 0, 5_000],
  ['before a join', 14_999, 19_999],
  ['at a join', 15_000, 30_000],
  ['after it', 25_000, 40_000],
  ['the end', 40_000, 55_000],
])('a moment of the episode in the session: %s', (_where, programmeMs, sessionMs) => {
  expect(toSessionMs(cuts, programmeMs, durationMs)).toBe(sessionMs);
});

test('what is heard is found again on the other clock, and without cuts both are one', () => {
  for (let programmeMs = 0; programmeMs <= 40_000; programmeMs += 250) {
    const sessionMs = toSessionMs(cuts, programmeMs, durationMs);
    expect(toProgrammeMs(cuts, sessionMs)).toBe(programmeMs);
    expect(toSessionMs([], programmeMs, durationMs)).toBe(programmeMs);
  }
});

test.each([
  ['without a cut in it', 6_000, 9_000, 6_000, 9_000],
  ['across one', 18_000, 33_000, 30_000, 33_000],
  ['that begins in one', 25_000, 31_000, 30_000, 31_000],
  ['across all', 0, 60_000, 30_000, 55_000],
  ['of which nothing is left', 21_000, 22_000, 21_000, 22_000],
])('the longest that is heard of a stretch %s', (_where, fromMs, toMs, startMs, endMs) => {
  expect(longestHeard({ fromMs, toMs }, cuts)).toEqual({ fromMs: startMs, toMs: endMs });
});

test('an episode that is longer than the session ends with it', () => {
  expect(toSessionMs([], 60_040, durationMs)).toBe(durationMs);
});

test('stretches that touch are one, whatever their order', () => {
  const stretches = [
    { fromMs: 30, toMs: 40 },
    { fromMs: 0, toMs: 10 },
    { fromMs: 10, toMs: 20 },
    { fromMs: 12, toMs: 15 },
  ];
  expect(joinStretches(stretches)).toEqual([
    { fromMs: 0, toMs: 20 },
    { fromMs: 30, toMs: 40 },
  ]);
});

test('cuts are made where a frame begins', () => {
  const cuts = cutsOnFrames([
    { fromMs: 1_010, toMs: 2_000 },
    { fromMs: 1_990, toMs: 2_020 },
  ]);
  expect(cuts).toEqual([{ fromMs: 1_000, toMs: 61_000 / 30 }]);
});
