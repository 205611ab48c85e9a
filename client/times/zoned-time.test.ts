import { expect, test } from 'vitest';
import { fromWallTime, toWallTime } from './zoned-time.ts';

test.each([
  ['Jakarta', '2026-11-28T12:30:00.000Z', 'Asia/Jakarta', '2026-11-28', '19:30'],
  [
    'Jayapura after midnight',
    '2026-11-28T16:05:00.000Z',
    'Asia/Jayapura',
    '2026-11-29',
    '01:05',
  ],
  ['New York in winter', '2026-12-31T23:00:00.000Z', 'America/New_York', '2026-12-31', '18:00'],
  ['New York in summer', '2026-07-01T23:00:00.000Z', 'America/New_York', '2026-07-01', '19:00'],
])('%s: there and back', (_case, iso, zone, date, time) => {
  expect(toWallTime(new Date(iso), zone)).toEqual({ date, time });
  expect(fromWallTime({ date, time }, zone)?.toISOString()).toBe(iso);
});

test('a time that the clock skips is moved past the change', () => {
  // Amsterdam, 29 March 2026: from 02:00 straight to 03:00.
  expect(fromWallTime({ date: '2026-03-29', time: '02:30' }, 'Europe/Amsterdam')).toEqual(
    new Date('2026-03-29T01:30:00.000Z'),
  );
});

test('a time that happens twice is its first', () => {
  expect(fromWallTime({ date: '2026-10-25', time: '02:30' }, 'Europe/Amsterdam')).toEqual(
    new Date('2026-10-25T00:30:00.000Z'),
  );
});

test('an unfinished date is no moment', () => {
  expect(fromWallTime({ date: '', time: '19:30' }, 'Asia/Jakarta')).toBeUndefined();
  expect(fromWallTime({ date: '2026-02', time: '' }, 'Asia/Jakarta')).toBeUndefined();
});
