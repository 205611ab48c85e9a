import { expect, test } from 'vitest';
import { formatExact, parseExact } from './exact-position.ts';

test('a place is said to a tenth of a second, rounded once', () => {
  expect(formatExact(0, 'id')).toBe('0:00,0');
  expect(formatExact(123_440, 'id')).toBe('2:03,4');
  expect(formatExact(59_960, 'id')).toBe('1:00,0');
  expect(formatExact(3_723_450, 'en')).toBe('1:02:03.5');
});

test.each([
  ['2:03', 123_000],
  ['2:03,4', 123_400],
  ['1:02:03.45', 3_723_450],
  [' 90 ', 90_000],
  ['90:00', 5_400_000],
  ['0,5', 500],
])('%s is understood', (text, ms) => {
  expect(parseExact(text)).toBe(ms);
});

test.each(['', 'satu', '2:3', '2:63', '1:75:00', '1:2:3:4', '-1', '2:03,'])(
  '"%s" is not a place',
  (text) => {
    expect(parseExact(text)).toBeUndefined();
  },
);

test('what is shown is understood', () => {
  for (const ms of [0, 100, 59_900, 61_200, 3_600_000, 7_323_400]) {
    expect(parseExact(formatExact(ms, 'id'))).toBe(ms);
    expect(parseExact(formatExact(ms, 'en'))).toBe(ms);
  }
});
