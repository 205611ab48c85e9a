import { expect, test } from 'vitest';
import { createUnwrapper } from './unwrap.ts';

test('a sequence number that wraps goes on rising', () => {
  const unwrap = createUnwrapper(16);
  expect([65_534, 65_535, 0, 1].map(unwrap)).toEqual([65_534, 65_535, 65_536, 65_537]);
});

test('one from before the wrap that comes after it goes back to its place', () => {
  const unwrap = createUnwrapper(16);
  expect([65_535, 1, 0, 65_534].map(unwrap)).toEqual([65_535, 65_537, 65_536, 65_534]);
});

test('a timestamp wraps as often as it likes', () => {
  const unwrap = createUnwrapper(32);
  const step = 2 ** 30;
  let last = unwrap(2 ** 32 - 1);
  for (let i = 1; i <= 20; i += 1) {
    const next = unwrap((2 ** 32 - 1 + i * step) % 2 ** 32);
    expect(next - last).toBe(step);
    last = next;
  }
});
