import { expect, test } from 'vitest';
import { talkLevels } from '../../tests/support/talk-levels.ts';
import { findOwnSpeech, planGain } from './voice-gain.ts';

const voice = { speechDb: -28, noiseDb: -55, quiet: undefined };
const levels = talkLevels(20, [{ from: 5, to: 10, db: -30 }], -55);
const nobody = new Uint8Array(levels.length);
/** A value of the curve, in dB, by seconds. */
const at = (gain: Float32Array, seconds: number): number =>
  20 * Math.log10(gain[Math.round(seconds * 200)] ?? Number.NaN);

test('speech begins before the first sound of a word and lasts until after the last', () => {
  expect(findOwnSpeech(levels, voice, nobody)).toEqual([
    { from: 5 * 50 - 10, to: 10 * 50 + 15 },
  ]);
});

test('a click of the mouse is no word; a short word is', () => {
  const with_ = (to: number) => talkLevels(20, [{ from: 3, to, db: -25 }], -55);
  expect(findOwnSpeech(with_(3.04), voice, nobody)).toEqual([]);
  expect(findOwnSpeech(with_(3.12), voice, nobody)).toHaveLength(1);
});

test('what others say is not the person’s own', () => {
  const bleed = nobody.slice().fill(1, 4 * 50, 8 * 50);
  expect(findOwnSpeech(levels, voice, bleed)).toEqual([{ from: 8 * 50 - 10, to: 515 }]);
});

test('words are untouched, pauses lower, and the way between them is smooth', () => {
  const speech = findOwnSpeech(levels, voice, nobody);
  const gain = planGain(levels, speech, { bleed: nobody, pauseDb: -12 })!;
  expect(gain.length).toBeGreaterThanOrEqual(20 * 200);
  expect(at(gain, 0)).toBeCloseTo(-12);
  expect(at(gain, 4.7)).toBeCloseTo(-12);
  for (let seconds = 4.81; seconds < 10.29; seconds += 0.01) expect(at(gain, seconds)).toBe(0);
  expect(at(gain, 10.6)).toBeCloseTo(-12);
  expect(at(gain, 19.9)).toBeCloseTo(-12);
  const steps = [...gain].slice(1).map((value, index) => Math.abs(value - gain[index]!));
  expect(Math.max(...steps)).toBeLessThan(0.12);
});

test('where only others are heard it is much lower, though noise would not call for it', () => {
  const bleed = nobody.slice().fill(1, 12 * 50, 14 * 50);
  const speech = findOwnSpeech(levels, voice, bleed);
  const gain = planGain(levels, speech, { bleed, pauseDb: 0 })!;
  expect(at(gain, 2)).toBeCloseTo(0);
  expect(at(gain, 13)).toBeCloseTo(-24);
});

test('without noise, echo and sudden ends nothing changes', () => {
  const speech = findOwnSpeech(levels, voice, nobody);
  expect(planGain(levels, speech, { bleed: nobody, pauseDb: 0 })).toBeUndefined();
});

test('a sound that breaks off in the middle of a wave is led to silence before', () => {
  const broken = new Float32Array(20 * 50).fill(-120).fill(-30, 0, 500);
  const whole = [{ from: 0, to: broken.length }];
  const gain = planGain(broken, whole, { bleed: nobody, pauseDb: 0 })!;
  expect(at(gain, 9.91)).toBe(0);
  expect(gain[9_970 / 5]).toBe(0);
  const fading = broken.slice().fill(-80, 490, 500);
  expect(planGain(fading, whole, { bleed: nobody, pauseDb: 0 })).toBeUndefined();
});
