import { expect, test } from 'vitest';
import { AddressLimits } from './address-limits.ts';

const sizes = {
  sockets: 2,
  connects: { burst: 4, perSecond: 1 },
  requests: { burst: 3, perSecond: 1 },
};

test('an address may hold so many sockets, and one more when one has closed', () => {
  const limits = new AddressLimits(sizes);
  for (let i = 0; i < 2; i += 1) {
    expect(limits.mayConnect('a', 0)).toBe(true);
    limits.opened('a', 0);
  }
  expect(limits.mayConnect('a', 0)).toBe(false);
  expect(limits.mayConnect('b', 0)).toBe(true);
  limits.closed('a', 0);
  expect(limits.mayConnect('a', 0)).toBe(true);
});

test('coming and going counts as well', () => {
  const limits = new AddressLimits(sizes);
  for (let i = 0; i < 4; i += 1) expect(limits.mayConnect('a', 0)).toBe(true);
  expect(limits.mayConnect('a', 0)).toBe(false);
  expect(limits.mayConnect('a', 1000)).toBe(true);
});

test('requests of all its sockets share one limit', () => {
  const limits = new AddressLimits(sizes);
  expect([1, 2, 3, 4].map(() => limits.mayRequest('a', 0))).toEqual([true, true, true, false]);
});

test('an address that is quiet again is forgotten, one with a socket is not', () => {
  const limits = new AddressLimits(sizes);
  limits.mayConnect('a', 0);
  limits.mayConnect('b', 0);
  limits.opened('b', 0);
  limits.sweep(500);
  expect(limits.size).toBe(2);
  limits.sweep(60_000);
  expect(limits.size).toBe(1);
});
