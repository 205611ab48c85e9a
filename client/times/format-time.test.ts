import { expect, test } from 'vitest';
import { formatMoment, timeDistance, splitLength } from './format-time.ts';

const now = new Date('2026-11-28T10:30:00Z');
const evening = new Date('2026-11-28T12:30:00Z');

test('a moment is said as people in the library say it', () => {
  const zoned = { language: 'id', zone: 'Asia/Jakarta' } as const;
  expect(formatMoment(evening, zoned, now)).toBe('Sabtu, 28 November, 19.30 WIB');
});

test('English keeps the names of Indonesian zones', () => {
  const zoned = { language: 'en', zone: 'Asia/Makassar' } as const;
  expect(formatMoment(evening, zoned, now)).toBe('Saturday 28 November, 20:30 WITA');
});

test('another year is named', () => {
  const zoned = { language: 'id', zone: 'Asia/Jayapura' } as const;
  expect(formatMoment(new Date('2027-01-01T16:00:00Z'), zoned, now)).toBe(
    'Sabtu, 2 Januari 2027, 01.00 WIT',
  );
});

test.each([
  [30_000, 'time.now', 0],
  [-20_000, 'time.now', 0],
  [5 * 60_000, 'time.minutesLeft', 5],
  [2 * 3_600_000, 'time.hoursLeft', 2],
  [-85 * 60_000, 'time.minutesAgo', 85],
  [-26 * 3_600_000, 'time.hoursAgo', 26],
  [3 * 86_400_000 + 5, 'time.daysLeft', 3],
] as const)('%d ms away is %s %d', (ms, key, count) => {
  expect(timeDistance(new Date(now.getTime() + ms), now)).toEqual({ key, count });
});

test.each([
  [0, 0, 0, 0],
  [1, 0, 0, 1],
  [20_480, 0, 0, 20],
  [59_400, 0, 0, 59],
  [59_600, 0, 1, 0],
  [80_000, 0, 1, 0],
  [59 * 60_000 + 40_000, 1, 0, 0],
  [95 * 60_000, 1, 35, 0],
])('%d ms is %d h %d min %d s', (ms, hours, minutes, seconds) => {
  expect(splitLength(ms)).toEqual({ hours, minutes, seconds });
});
