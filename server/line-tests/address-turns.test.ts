import { expect, test } from 'vitest';
import { AddressTurns } from './address-turns.ts';

test('each address has so many turns, which come back', () => {
  const turns = new AddressTurns({ begun: { burst: 2, perSecond: 0.5 } });
  expect([1, 2, 3].map(() => turns.take('a', 0))).toEqual([true, true, false]);
  expect(turns.take('b', 0)).toBe(true);
  expect(turns.take('a', 2_000)).toBe(true);
  expect(turns.take('a', 2_000)).toBe(false);
});

test('a quiet address is forgotten', () => {
  const turns = new AddressTurns({ begun: { burst: 2, perSecond: 0.5 } });
  turns.take('a', 0);
  turns.take('b', 60_000);
  expect(turns.size).toBe(1);
});
