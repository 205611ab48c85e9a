import { expect, test } from 'vitest';
import type { TimelineEntry, TimelineEvent } from '../contract/timeline.ts';
import { listAnswers } from './answers.ts';

const at = (seconds: number, entry: TimelineEntry): TimelineEvent => ({
  ...entry,
  seq: 0,
  monoUs: seconds * 1_000_000,
  wallMs: 0,
});
const answer = (type: 'answer.start' | 'answer.end', questionId: string, title: string) =>
  ({ type, questionId, title, answeredBy: 'Rina' }) as const;

test('each answer from its start to its end, in the last published wording', () => {
  const events = [
    at(5, answer('answer.start', 'early', 'Sebelum rekaman')),
    at(20, answer('answer.start', 'a', 'Gmn mulai?')),
    at(60, answer('answer.end', 'a', 'Bagaimana memulai?')),
    at(60, answer('answer.start', 'b', 'Di mana?')),
  ];
  expect(listAnswers(events, 10_000_000)).toEqual([
    { fromMs: 10_000, toMs: 50_000, title: 'Bagaimana memulai?' },
    { fromMs: 50_000, toMs: 50_000 + 15 * 60_000, title: 'Di mana?' },
  ]);
});

test('what nothing ended ends with the next answer, or after a quarter of an hour', () => {
  const events = [
    at(20, answer('answer.start', 'a', 'Terlupa')),
    at(80, answer('answer.start', 'b', 'Berikutnya')),
    at(3_000, answer('answer.start', 'c', 'Lama sesudahnya')),
    at(8_000, answer('answer.end', 'c', 'Lama sesudahnya')),
  ];
  expect(listAnswers(events, 10_000_000).map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [10_000, 70_000],
    [70_000, 970_000],
    // As long as it really took.
    [2_990_000, 7_990_000],
  ]);
});

test('of a question that was deleted for good nothing is left', () => {
  const events = [
    at(20, answer('answer.start', 'a', 'Kasar')),
    at(30, answer('answer.end', 'a', 'Kasar')),
    at(40, { type: 'question.delete', questionId: 'a' }),
  ];
  expect(listAnswers(events, 10_000_000)).toEqual([]);
});
