import { expect, test } from 'vitest';
import { isEcho, quietDbov } from './echo-rule.ts';

/** Sentences of one to three seconds with pauses between, measured four times a second; the same for the same seed. */
function speech(seed: number, count = 40): number[] {
  let state = seed;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  const levels: number[] = [];
  while (levels.length < count) {
    for (let left = 4 + random() * 8; left > 0; left -= 1) levels.push(-32 + random() * 14);
    for (let left = 2 + random() * 4; left > 0; left -= 1) levels.push(quietDbov);
  }
  return levels.slice(0, count);
}

/** What comes back: later, weaker, and cut off where it is too weak. */
const echoOf = (voice: readonly number[], lag: number, weakerDb: number): number[] => [
  ...Array.from({ length: lag }, () => quietDbov),
  ...voice.slice(0, voice.length - lag).map((level) => Math.max(quietDbov, level - weakerDb)),
];

const seeds = Array.from({ length: 30 }, (_, at) => 17 + at * 7919);

test('a voice that comes back later and weaker is an echo', () => {
  for (const seed of seeds) {
    const voice = speech(seed);
    for (const lag of [1, 2, 3]) expect(isEcho(voice, echoOf(voice, lag, 15))).toBe(true);
  }
});

test('two people who talk, each in their own time, are none', () => {
  const wrong = seeds.filter((seed) => isEcho(speech(seed), speech(seed + 1)) === true);
  expect(wrong).toEqual([]);
});

test('who speaks is not the echo of what comes back from the other', () => {
  for (const seed of seeds) {
    const voice = speech(seed);
    expect(isEcho(echoOf(voice, 2, 15), voice)).not.toBe(true);
  }
});

test('two microphones in one room hear the same at the same time: that is none either', () => {
  for (const seed of seeds) {
    const voice = speech(seed);
    expect(isEcho(voice, echoOf(voice, 0, 3))).toBe(false);
  }
});

test('a microphone that picks up nothing is none, and of a few words nothing can be told', () => {
  const silence = Array.from({ length: 40 }, () => quietDbov);
  expect(isEcho(speech(5), silence)).toBe(false);
  expect(isEcho(silence, speech(5))).toBe(undefined);
  expect(isEcho([...silence.slice(5), ...speech(5, 5)], speech(9))).toBe(undefined);
});
