import { expect, test } from 'vitest';
import { neighbours } from './media-session.ts';

const chapters = [{ startMs: 0 }, { startMs: 60_000 }, { startMs: 120_000 }];

test.each([
  ['in the middle', 90_000, 60_000, 120_000],
  ['just after a beginning', 61_000, 0, 120_000],
  ['in the last one', 130_000, 120_000, undefined],
  ['at the start', 500, 0, 60_000],
])('%s', (_case, position, previousMs, nextMs) => {
  expect(neighbours(chapters, position)).toEqual({ previousMs, nextMs });
});

test('without chapters "previous" is the beginning', () => {
  expect(neighbours([], 50_000)).toEqual({ previousMs: 0, nextMs: undefined });
});
