import { expect, test } from 'vitest';
import { makingBitsPerSecond } from './making-space.ts';

const megabit = 1e6;
const two = { people: 2, recordedBits: 5.2 * megabit };

test('an hour of two people and a film on a screen takes up to 13 GB to make, three less where objects are elsewhere', () => {
  const gigabytes = (keepsObjects: boolean) =>
    (makingBitsPerSecond(two, { keepsObjects }) * 3_600) / 8e9;
  expect(gigabytes(true)).toBeGreaterThan(12);
  expect(gigabytes(true)).toBeLessThan(13);
  // 1080p, 720p, 360p and three sounds.
  expect(gigabytes(true) - gigabytes(false)).toBeCloseTo((6.2 + 0.384) * 0.45, 6);
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
