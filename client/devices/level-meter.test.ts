import { expect, test } from 'vitest';
import { loudnessOf, meterShare } from './level-meter.ts';

const wave = (peak: number): Float32Array =>
  Float32Array.from({ length: 2_048 }, (_, i) => peak * Math.sin((2 * Math.PI * i) / 64));

test('a full-scale sine is -3 dBFS, a tenth of it 20 dB less', () => {
  expect(loudnessOf(wave(1))).toBeCloseTo(-3.01, 1);
  expect(loudnessOf(wave(0.1))).toBeCloseTo(-23.01, 1);
});

test('silence fills nothing of the meter, a shout fills all of it', () => {
  expect(meterShare(loudnessOf(wave(0)))).toBe(0);
  expect(meterShare(-3)).toBe(1);
  expect(meterShare(-32)).toBeGreaterThan(0.4);
  expect(meterShare(-32)).toBeLessThan(0.6);
});
