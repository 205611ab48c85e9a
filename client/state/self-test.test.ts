import { describe, expect, test } from 'vitest';
import {
  deviceWords,
  fittingMode,
  handheldOf,
  isWell,
  lineVerdict,
  median,
  voiceVerdict,
  type LineMeasure,
  type TestResults,
} from './self-test.ts';

test.each([
  [[-60, -12, -14, -13], 'well'],
  [[-35, -35, -35], 'well'],
  [[-36, -36, -36], 'soft'],
  [[-50, -50, -50], 'soft'],
  [[-51, -51, -51], 'silent'],
  [[-Infinity, -Infinity, -80], 'silent'],
  [[-Infinity, -Infinity, -Infinity], 'nothing'],
  [[], 'nothing'],
])('a voice of %o dBFS is heard: %s', (readings, expected) => {
  expect(voiceVerdict(readings)).toBe(expected);
});

test('a knock at the table is no voice', () => {
  expect(voiceVerdict([-60, -5, -5, -60, -60])).toBe('silent');
});

const line = (change: Partial<LineMeasure> = {}): LineMeasure => ({
  ...{ route: 'udp', roundTripMs: 60, lostShare: 0, downloadBitrate: 10_000_000 },
  ...change,
});

test.each<[Partial<LineMeasure>, string, string]>([
  [{}, 'good', 'full'],
  [{ roundTripMs: undefined }, 'good', 'full'],
  [{ route: 'relay' }, 'good', 'full'],
  [{ downloadBitrate: undefined }, 'good', 'full'],
  [{ downloadBitrate: 3_000_000 }, 'good', 'light'],
  [{ downloadBitrate: 200_000 }, 'good', 'sound'],
  [{ roundTripMs: 450 }, 'fair', 'light'],
  [{ lostShare: 0.05 }, 'fair', 'light'],
  [{ lostShare: 0.05, downloadBitrate: 200_000 }, 'fair', 'sound'],
  [{ lostShare: 0.2 }, 'poor', 'sound'],
  [{ roundTripMs: 1_500 }, 'poor', 'sound'],
])('a line of %o is %s, and fit for %s', (change, verdict, mode) => {
  expect(lineVerdict(line(change))).toBe(verdict);
  expect(fittingMode(line(change), false)).toBe(mode);
});

test('a phone needs less for all pictures', () => {
  expect(fittingMode(line({ downloadBitrate: 3_000_000 }), true)).toBe('full');
});

test.each<[Partial<TestResults>, string]>([
  [{ speaker: 'heard', microphone: 'well', camera: 'seen', line: line() }, ''],
  [{ speaker: 'heard', microphone: 'skipped', camera: 'skipped', line: line() }, ''],
  [{ speaker: 'not-heard', microphone: 'soft', camera: 'not-seen' }, 'smcl'],
  [{ speaker: 'skipped', microphone: 'denied', camera: 'in-use', line: 'skipped' }, 'smcl'],
  [{ speaker: 'heard', line: { problem: 'no-way' } }, 'l'],
  [{ speaker: 'heard', line: line({ lostShare: 0.5 }) }, 'l'],
  [{ speaker: 'heard', line: line({ lostShare: 0.05 }) }, ''],
])('of %o is to be mended: %s', (results, expected) => {
  const steps = { s: 'speaker', m: 'microphone', c: 'camera', l: 'line' } as const;
  const wrong = Object.entries(steps).filter(([, step]) => !isWell(results, step));
  expect(wrong.map(([letter]) => letter).join('')).toBe(expected);
});

test('one slow answer among several is not the line', () => {
  expect(median([40, 900, 50])).toBe(50);
  expect(median([])).toBeUndefined();
});

describe('what is in the hand', () => {
  test.each([
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
      'Android 10, Chrome 142',
      'android',
    ],
    [
      'Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
      'Android 13, Samsung Internet 28',
      'android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'iPhone 17.5, Safari 17',
      'ios',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      'Windows, Edge 142',
      'computer',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      'Linux, Firefox 140',
      'computer',
    ],
    ['something else', '', 'computer'],
  ])('%s', (userAgent, words, handheld) => {
    expect(deviceWords(userAgent)).toBe(words);
    expect(handheldOf(userAgent)).toBe(handheld);
  });
});
