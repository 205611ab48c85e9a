import { expect, test } from 'vitest';
import type { TimelineEntry, TimelineEvent } from '../contract/timeline.ts';
import { listMarks } from './marks.ts';

/** Events in order, each so many seconds after the clock's start. */
const timeline = (...entries: [seconds: number, entry: TimelineEntry][]): TimelineEvent[] =>
  entries.map(([seconds, entry], seq) => ({
    ...entry,
    ...{ seq, monoUs: Math.round(seconds * 1_000_000), wallMs: 0 },
  }));
const mark = (title: string, markId?: string): TimelineEntry => ({
  ...{ type: 'mark', title, peerId: 'p' },
  ...(markId ? { markId } : {}),
});

test('marks are on the session clock, and those before it began are not of the episode', () => {
  const events = timeline(
    [4, mark('too early')],
    [5, { type: 'record.on' }],
    [6.234567, mark('Bab dua')],
    [9, mark('Bab tiga')],
  );
  expect(listMarks(events, 5_000_000)).toEqual([
    { atMs: 1_235, title: 'Bab dua' },
    { atMs: 4_000, title: 'Bab tiga' },
  ]);
});

test('a mark has the title given last and the time of its first telling; a removed one is none', () => {
  const events = timeline(
    [1, mark('Tanda 1', 'a')],
    [2, mark('Tanda 2', 'b')],
    [3, mark('Tanda 1', 'a')],
    [4, { type: 'mark.rename', markId: 'a', title: 'Pembukaan' }],
    [5, { type: 'mark.rename', markId: 'a', title: 'Salam pembuka' }],
    [6, { type: 'mark.remove', markId: 'b' }],
    [7, { type: 'mark.rename', markId: 'b', title: 'Tidak ada lagi' }],
  );
  expect(listMarks(events, 0)).toEqual([{ atMs: 1_000, title: 'Salam pembuka' }]);
});

test('removed since it could not be stored, and asked for again, it is where it was asked for again', () => {
  const events = timeline(
    [1, mark('Tanda 1', 'a')],
    [1.5, { type: 'mark.remove', markId: 'a' }],
    [8, mark('Tanda 1', 'a')],
  );
  expect(listMarks(events, 0)).toEqual([{ atMs: 8_000, title: 'Tanda 1' }]);
});

test('one that waited for its way is where it was pressed', () => {
  const events = timeline(
    [1, mark('Tanda 1', 'a')],
    [9, { type: 'mark.remove', markId: 'a' }],
    [600, { ...mark('Tanda 1', 'a'), heldMs: 599_000 } as TimelineEntry],
  );
  expect(listMarks(events, 0)).toEqual([{ atMs: 1_000, title: 'Tanda 1' }]);
});
