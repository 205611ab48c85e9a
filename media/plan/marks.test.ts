import { expect, test } from 'vitest';
import type { TimelineEvent } from '../contract/timeline.ts';
import { listMarks } from './marks.ts';

test('marks are on the session clock, and those before it began are not of the episode', () => {
  const mark = (monoUs: number, title: string): TimelineEvent => ({
    type: 'mark',
    seq: 0,
    monoUs,
    wallMs: 0,
    peerId: 'p',
    title,
  });
  const on: TimelineEvent = { type: 'record.on', seq: 1, monoUs: 5_000_000, wallMs: 0 };
  const events = [mark(4_000_000, 'too early'), on, mark(6_234_567, 'Bab dua')];
  expect(listMarks(events, 5_000_000)).toEqual([{ atMs: 1_235, title: 'Bab dua' }]);
});
