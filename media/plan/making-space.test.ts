import { expect, test } from 'vitest';
import { makingBitsPerSecond } from './making-space.ts';

const megabit = 1e6;
const two = { people: 2, recordedBits: 5.2 * megabit };

test('an hour of two people takes up to nine gigabytes to make, two less where objects are elsewhere', () => {
  const gigabytes = (keepsObjects: boolean) =>
    (makingBitsPerSecond(two, { keepsObjects }) * 3_600) / 8e9;
  expect(gigabytes(true)).toBeGreaterThan(8);
  expect(gigabytes(true)).toBeLessThan(9.5);
  expect(gigabytes(true) - gigabytes(false)).toBeCloseTo(1.6, 1);
});

test('each person adds what they send, and two sounds', () => {
  const three = makingBitsPerSecond(
    { people: 3, recordedBits: 7 * megabit },
    { keepsObjects: true },
  );
  expect(three - makingBitsPerSecond(two, { keepsObjects: true })).toBe(
    1.8 * megabit + 2 * 384_000,
  );
});
