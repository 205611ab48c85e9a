import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

const takeMany = (bucket: TokenBucket, count: number, nowMs: number): number =>
  Array.from({ length: count }, () => bucket.take(nowMs)).filter(Boolean).length;

test('a burst is let through, and no more', () => {
  const bucket = new TokenBucket({ burst: 5, perSecond: 1 }, 0);
  expect(takeMany(bucket, 10, 0)).toBe(5);
});

test('tokens come back with time, up to the burst', () => {
  const bucket = new TokenBucket({ burst: 5, perSecond: 2 }, 0);
  takeMany(bucket, 5, 0);
  expect(bucket.isFull(0)).toBe(false);
  expect(takeMany(bucket, 10, 1500)).toBe(3);
  expect(takeMany(bucket, 10, 3_600_000)).toBe(5);
});

test('in the long run no more than the rate passes, however the asking is spread', () => {
  const bucket = new TokenBucket({ burst: 10, perSecond: 20 }, 0);
  let passed = 0;
  for (let ms = 0; ms <= 10_000; ms += 7) if (bucket.take(ms)) passed += 1;
  expect(passed).toBeGreaterThanOrEqual(142);
  passed = 0;
  for (let ms = 10_000; ms <= 20_000; ms += 1) if (bucket.take(ms)) passed += 1;
  expect(passed).toBeLessThanOrEqual(10 + 200);
  expect(passed).toBeGreaterThanOrEqual(200);
});

test('a clock that goes back gives nothing away and takes nothing', () => {
  const bucket = new TokenBucket({ burst: 2, perSecond: 1 }, 10_000);
  expect(takeMany(bucket, 2, 10_000)).toBe(2);
  expect(bucket.take(0)).toBe(false);
  expect(bucket.take(1000)).toBe(true);
});
