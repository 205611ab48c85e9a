import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptyRundown, placeOf, toRundown, withItems } from './rundown.ts';

const [one, two] = ['Pembukaan', 'Tanya jawab'].map((title) => ({
  ...{ itemId: randomUUID(), title },
})) as [{ itemId: string; title: string }, { itemId: string; title: string }];
const since = new Date('2026-11-28T12:40:00Z');

test('what is on stays on when items are moved or renamed, and ends when it is taken out', () => {
  const rundown = {
    ...withItems(emptyRundown('s'), [one, two]),
    current: { itemId: one.itemId, since },
  };
  expect(rundown.version).toBe(1);
  const moved = withItems(rundown, [two, { ...one, title: 'Salam' }]);
  expect(moved).toMatchObject({ version: 2, current: { itemId: one.itemId, since } });
  expect(withItems(rundown, [two])).toMatchObject({ version: 2, current: undefined });
});

test('on the wire, times are text and there is nothing on before the first item', () => {
  expect(toRundown(emptyRundown('s'))).toEqual({ version: 0, items: [], isShown: true });
  const rundown = { ...emptyRundown('s'), current: { itemId: 'a', since } };
  expect(toRundown(rundown).current?.since).toBe('2026-11-28T12:40:00.000Z');
});

test('the audience knows what is on and what comes next, once it has begun and while it is shown', () => {
  const written = withItems(emptyRundown('s'), [one, two]);
  const at = (itemId: string) => ({ ...written, current: { itemId, since } });
  expect(placeOf(written)).toEqual({});
  expect(placeOf(at(one.itemId))).toEqual({ now: one.title, next: two.title });
  expect(placeOf(at(two.itemId))).toEqual({ now: two.title });
  expect(placeOf({ ...at(one.itemId), isShown: false })).toEqual({});
});
