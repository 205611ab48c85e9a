import { expect, test } from 'vitest';
import { formatPosition, parseStart } from './format-position.ts';

test.each([
  [0, '0:00'],
  [-5, '0:00'],
  [61_999, '1:01'],
  [3_600_000, '1:00:00'],
  [36_061_000, '10:01:01'],
])('%d ms is %s', (ms, text) => {
  expect(formatPosition(ms)).toBe(text);
});

test.each([
  ['?t=83', 83_000],
  ['?t=83s', 83_000],
  ['?t=1m23s', 83_000],
  ['?t=1h2m3s', 3_723_000],
  ['?x=1&t=5', 5_000],
  ['', 0],
  ['?t=', 0],
  ['?t=-5', 0],
  ['?t=abc', 0],
  ['?t=99999999999999', 0],
])('%s starts at %d ms', (search, ms) => {
  expect(parseStart(search)).toBe(ms);
});
