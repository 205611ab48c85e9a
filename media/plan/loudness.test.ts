import { expect, test } from 'vitest';
import {
  correctMaster,
  firstMaster,
  levelStem,
  masterFilters,
  parseLoudness,
} from './loudness.ts';

const summary = (i: string, peak?: string): string =>
  [
    '[Parsed_ebur128_0 @ 0x55] Summary:',
    '  Integrated loudness:',
    `    I:         ${i} LUFS`,
    '    Threshold: -31.8 LUFS',
    ...(peak ? ['  True peak:', `    Peak:      ${peak} dBFS`] : []),
  ].join('\n');

test.each([
  ['speech', summary('-21.8', '-3.1'), { lufs: -21.8, truePeakDb: -3.1 }],
  ['without peaks', summary('-16.0'), { lufs: -16, truePeakDb: null }],
  ['silence', summary('-70.0', '-inf'), { lufs: null, truePeakDb: null }],
  ['nothing at all', summary('-inf'), { lufs: null, truePeakDb: null }],
])('%s is read from what ffmpeg says at the end', (_name, text, expected) => {
  expect(parseLoudness(`I: -99.0 LUFS\n${text}`)).toEqual(expected);
});

test('a run that measured nothing is not taken for silence', () => {
  expect(() => parseLoudness('Conversion failed!')).toThrow('measured no loudness');
});

test.each([
  { lufs: -20, gainDb: 0 },
  { lufs: -18.5, gainDb: -1.5 },
  { lufs: -37.7, gainDb: 17.7 },
  { lufs: -55, gainDb: 30 },
  { lufs: 12, gainDb: -30 },
  { lufs: -65, gainDb: 0 },
  { lufs: null, gainDb: 0 },
])('a speaker at $lufs LUFS gets $gainDb dB', ({ lufs, gainDb }) => {
  expect(levelStem(lufs)).toBe(gainDb);
});

test('the first master aims at -16 LUFS and stays half a dB below the peak allowed', () => {
  expect(firstMaster(-27.3)).toEqual({ gainDb: 11.3, limitDb: -1.5 });
  expect(firstMaster(null)).toEqual({ gainDb: 0, limitDb: -1.5 });
  expect(firstMaster(-58).gainDb).toBe(30);
});

test('what is good stays', () => {
  const first = firstMaster(-24);
  expect(correctMaster({ lufs: -16.2, truePeakDb: -1.3 }, first, first, 0.3)).toBeUndefined();
  expect(correctMaster({ lufs: null, truePeakDb: null }, first, first, 0.3)).toBeUndefined();
});

test('what came out too quiet is raised, what came out too peaked is limited more', () => {
  const first = { gainDb: 8, limitDb: -1.5 };
  const quiet = { lufs: -17.5, truePeakDb: -1.4 };
  expect(correctMaster(quiet, first, first, 0.3)).toEqual({ gainDb: 9.5, limitDb: -1.5 });
  const peaked = { lufs: -16, truePeakDb: -0.4 };
  expect(correctMaster(peaked, first, first, 0.3)).toEqual({ gainDb: 8, limitDb: -2.3 });
});

test('a limiter is not asked for more than can be done without being heard', () => {
  const first = { gainDb: 8, limitDb: -1.5 };
  const quiet = { lufs: -30, truePeakDb: -1.5 };
  const second = correctMaster(quiet, first, first, 0.3);
  expect(second).toEqual({ gainDb: 14, limitDb: -1.5 });
  expect(correctMaster(quiet, second!, first, 0.3)).toBeUndefined();
});

test('the limiter sees the peaks between samples', () => {
  expect(masterFilters({ gainDb: 3, limitDb: -1.5 })).toEqual([
    'volume=3dB',
    'aresample=192000',
    'alimiter=level=0:latency=1:attack=5:release=50:limit=0.841395',
    'aresample=48000',
  ]);
});
