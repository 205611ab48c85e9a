import { expect, test } from 'vitest';
import {
  applyRundownNotice,
  minutesLeft,
  moveRow,
  noRundown,
  placeIn,
  plannedEndMs,
  toItems,
  toRows,
} from './rundown-view.ts';

const items = ['Pembukaan', 'Bincang', 'Tanya jawab'].map((title) => ({
  itemId: title,
  title,
}));
const at = (itemId: string) => ({
  ...{ version: 2, items, isShown: true },
  current: { itemId, since: '2026-11-28T12:40:00.000Z' },
});

test('the first is next before anything is on, and nothing after the last', () => {
  expect(placeIn({ version: 1, items, isShown: true })).toEqual({
    current: undefined,
    next: items[0],
  });
  expect(placeIn(at('Bincang'))).toEqual({ current: items[1], next: items[2] });
  expect(placeIn(at('Tanya jawab'))).toEqual({ current: items[2], next: undefined });
  expect(placeIn(noRundown)).toEqual({ current: undefined, next: undefined });
});

test('an older rundown does not replace a newer one', () => {
  const known = at('Bincang');
  const notice = { ...noRundown, version: 1 };
  expect(applyRundownNotice(known, { name: 'rundown:changed', notice })).toBe(known);
  const newer = { ...noRundown, version: 3 };
  expect(applyRundownNotice(known, { name: 'rundown:changed', notice: newer })).toBe(newer);
});

test('the end is the one that was announced; the last minute counts, and so do those after it', () => {
  const planned = { startsAt: '2026-11-28T12:30:00.000Z', plannedMinutes: 60 };
  const endMs = plannedEndMs({ ...planned, wentLiveAt: '2026-11-28T12:45:00.000Z' });
  expect(plannedEndMs(planned)).toBe(endMs);
  const early = plannedEndMs({ ...planned, wentLiveAt: '2026-11-26T08:00:00.000Z' });
  expect(early).toBe(Date.parse('2026-11-26T09:00:00.000Z'));
  expect(endMs).toBe(Date.parse('2026-11-28T13:30:00.000Z'));
  const left = (seconds: number): number => minutesLeft(endMs, endMs - seconds * 1_000);
  expect([left(601), left(60), left(1), left(0), left(-59), left(-60), left(-330)]).toEqual([
    11, 1, 1, 0, -0, -1, -5,
  ]);
});

test('rows become items: untitled ones are left out, and minutes that are none', () => {
  const rows = [
    { itemId: 'a', title: ' Pembukaan ', minutes: '5' },
    { itemId: 'b', title: '  ', minutes: '5' },
    { itemId: 'c', title: 'Bincang', minutes: '' },
    { itemId: 'd', title: 'Doa', minutes: '601' },
    { itemId: 'e', title: 'Penutup', minutes: '2.5' },
  ];
  const written = toItems(rows, 600);
  expect(written).toEqual([
    { itemId: 'a', title: 'Pembukaan', minutes: 5 },
    { itemId: 'c', title: 'Bincang' },
    { itemId: 'd', title: 'Doa' },
    { itemId: 'e', title: 'Penutup' },
  ]);
  expect(toItems(toRows(written), 600)).toEqual(written);
});

test('rows move by one place, and not beyond the ends', () => {
  const rows = toRows(items);
  const titles = (from: number, by: -1 | 1) =>
    moveRow(rows, from, by).map(({ title }) => title.charAt(0));
  expect(titles(2, -1)).toEqual(['P', 'T', 'B']);
  expect(titles(0, 1)).toEqual(['B', 'P', 'T']);
  expect(titles(0, -1)).toEqual(['P', 'B', 'T']);
  expect(titles(2, 1)).toEqual(['P', 'B', 'T']);
});
