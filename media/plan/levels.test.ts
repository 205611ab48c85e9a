import { expect, test } from 'vitest';
import { meanDb, parseLevels, toEnvelope } from './levels.ts';

test('levels are read in order, with silence at the floor', () => {
  const text = [
    'frame:0    pts:0       pts_time:0',
    'lavfi.astats.Overall.RMS_level=-23.500000',
    'frame:1    pts:960     pts_time:0.02',
    'lavfi.astats.Overall.RMS_level=-inf',
    'lavfi.astats.Overall.RMS_level=nan',
  ].join('\n');
  expect([...parseLevels(text)]).toEqual([-23.5, -120, -120]);
});

test('the mean of levels is that of their power', () => {
  expect(meanDb(Float32Array.of(-20, -20))).toBeCloseTo(-20);
  expect(meanDb(Float32Array.of(-20, -120))).toBeCloseTo(-23.01);
  expect(meanDb(new Float32Array())).toBe(-Infinity);
});

test('an envelope has ten values a second, the last one of what there is', () => {
  const levels = Float32Array.of(-30, -30, -30, -30, -30, -120, -120, -120, -120, -120, -40);
  const envelope = [...toEnvelope(levels)].map((db) => Math.round(db));
  expect(envelope).toEqual([-30, -120, -40]);
});
