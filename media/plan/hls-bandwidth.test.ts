import { expect, test } from 'vitest';
import { measureBandwidth } from './hls-bandwidth.ts';

const segment = (bytes: number, seconds = 6) => ({ bytes, durationMs: seconds * 1_000 });

test('the peak is that of the fastest run near a target duration long', () => {
  const rates = measureBandwidth(
    [segment(600_000), segment(1_200_000), segment(600_000)],
    6_000,
  );
  expect(rates).toEqual({ peak: 1_600_000, average: 1_066_667 });
});

test('a short last segment counts together with the one before, not alone', () => {
  const rates = measureBandwidth([segment(600_000), segment(900_000, 1)], 6_000);
  expect(rates.peak).toBe(Math.ceil((1_500_000 * 8) / 7));
});

test('something shorter than half a segment is its own peak', () => {
  expect(measureBandwidth([segment(100_000, 1)], 6_000)).toEqual({
    peak: 800_000,
    average: 800_000,
  });
  expect(measureBandwidth([], 6_000)).toEqual({ peak: 0, average: 0 });
});
