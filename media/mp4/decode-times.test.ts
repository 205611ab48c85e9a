import { expect, test } from 'vitest';
import { decodeTimes } from './decode-times.ts';

test('without pictures out of order, each is decoded when it is shown', () => {
  expect(decodeTimes([0, 3, 7, 9])).toEqual([0, 3, 7, 9]);
});

test('what is needed earlier is decoded earlier, and nothing after it is shown', () => {
  const shown = [0, 30, 10, 20, 60, 40, 50, 70];
  const decoded = decodeTimes(shown);
  expect(decoded).toEqual([0, 5, 10, 20, 30, 40, 50, 70]);
  for (const [index, time] of decoded.entries()) {
    expect(time).toBeLessThanOrEqual(shown[index]!);
    if (index > 0) expect(time).toBeGreaterThan(decoded[index - 1]!);
  }
});

test('several that wait for one share the time', () => {
  expect(decodeTimes([0, 90, 60, 30, 120])).toEqual([0, 10, 20, 30, 120]);
});
