import { expect, test } from 'vitest';
import type { Question } from '../../server/protocol/questions.ts';
import { aQuestion, aQuestionsView } from '../../tests/support/a-question.ts';
import { questionNews } from './question-news.ts';
import { unseenCount } from './unseen-questions.ts';

const from = (before: Question[], now: Question[]) =>
  questionNews(aQuestionsView(before), aQuestionsView(now));
const answer = {
  answerId: 'a1',
  text: 'Sabtu.',
  answeredBy: 'Bu Rina',
  answeredAt: '2026-11-28T12:31:00.000Z',
};

test('everybody hears what is being answered, once, and when it has ended', () => {
  const open = aQuestion();
  const answering = aQuestion({ version: 2, state: 'answering' });
  const answered = aQuestion({ version: 3, state: 'answered' });
  expect(from([open], [answering])).toEqual([{ kind: 'answering', question: answering }]);
  expect(from([answering], [answering])).toEqual([]);
  expect(from([answering], [answered])).toEqual([{ kind: 'answering-ended' }]);
});

test('when one answer follows another, only the new one is said', () => {
  const [one, two] = [aQuestion({ number: 1 }), aQuestion({ number: 2 })];
  const next = { ...two, state: 'answering' } as const;
  expect(
    from([{ ...one, state: 'answering' }, two], [{ ...one, state: 'answered' }, next]),
  ).toEqual([{ kind: 'answering', question: next }]);
});

test.each([
  { from: 'pending', to: 'open', what: 'approved' },
  { from: 'open', to: 'queued', what: 'queued' },
  { from: 'queued', to: 'answering', what: 'answering' },
  { from: 'pending', to: 'dismissed', what: 'dismissed' },
  { from: 'open', to: 'merged', what: 'merged' },
  { from: 'open', to: 'deferred', what: 'deferred' },
] as const)(
  'an asker hears when their own goes from $from to $to',
  ({ from: was, to, what }) => {
    const mine = aQuestion({ isMine: true, state: was });
    const now = { ...mine, state: to };
    expect(from([mine], [now])).toEqual([{ kind: 'mine', what, question: now }]);
  },
);

test('what the asker did is no news to them, nor is what was there on arrival', () => {
  const mine = aQuestion({ isMine: true });
  expect(from([mine], [{ ...mine, state: 'withdrawn' }])).toEqual([]);
  expect(from([{ ...mine, state: 'dismissed' }], [mine])).toEqual([]);
  expect(from([], [{ ...mine, state: 'answered' }])).toEqual([]);
});

test('a private answer is told to the asker, though the question stays open', () => {
  const mine = aQuestion({ isMine: true });
  const now = { ...mine, answers: [{ ...answer, isPrivate: true }] };
  expect(from([mine], [now])).toEqual([
    { kind: 'mine', what: 'replied-privately', question: now },
  ]);
});

test('unseen are others’ that came, and one’s own that fare differently', () => {
  const mine = aQuestion({ number: 1, isMine: true });
  const theirs = aQuestion({ number: 2 });
  const seen = aQuestionsView([mine, theirs]).questions;
  const count = (...questions: Question[]) => unseenCount(seen, aQuestionsView(questions));
  expect(count(mine, { ...theirs, state: 'queued', votes: 9 })).toBe(0);
  expect(count(mine, theirs, aQuestion({ number: 3 }))).toBe(1);
  expect(count({ ...mine, state: 'queued' }, theirs)).toBe(1);
  expect(count({ ...mine, answers: [{ ...answer, isPrivate: true }] }, theirs)).toBe(1);
  expect(count(mine, theirs, aQuestion({ number: 4, isMine: true, state: 'pending' }))).toBe(0);
});
