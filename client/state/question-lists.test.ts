import { expect, test } from 'vitest';
import type { Question, QuestionState } from '../../server/protocol/questions.ts';
import { aQuestion, aQuestionsView } from '../../tests/support/a-question.ts';
import {
  approvable,
  everyQuestion,
  fits,
  isTakenUp,
  labelsInUse,
  labelsOffered,
  mergeTargets,
  moderatorList,
  moderatorLists,
  myQuestions,
  queuePlace,
  waitingQuestions,
} from './question-lists.ts';

const numbers = (questions: Question[]): number[] => questions.map(({ number }) => number);
const anAnswer = {
  ...{ answerId: 'r', text: 'Besok.', answeredBy: 'Rina', isPrivate: true },
  answeredAt: '2026-11-28T12:40:00.000Z',
};
const every = { sorting: 'votes', filter: everyQuestion } as const;

test('of two with the same support the older comes first, and pinned ones before all', () => {
  const view = aQuestionsView([
    aQuestion({ number: 1, votes: 2 }),
    aQuestion({ number: 2, votes: 7 }),
    aQuestion({ number: 3, votes: 2 }),
    aQuestion({ number: 4, votes: 0, isPinned: true }),
  ]);
  expect(numbers(moderatorList(view, 'open', every))).toEqual([4, 2, 1, 3]);
  expect(numbers(waitingQuestions(view, 'votes'))).toEqual([4, 2, 1, 3]);
  expect(numbers(waitingQuestions(view, 'time'))).toEqual([4, 3, 2, 1]);
});

test('each question is in the list of its state, and in no other', () => {
  const states: QuestionState[] = [
    ...(['pending', 'open', 'queued', 'answering', 'answered', 'dismissed'] as const),
    ...(['merged', 'deferred', 'withdrawn'] as const),
  ];
  const view = aQuestionsView(
    states.map((state, index) => aQuestion({ number: index + 1, state })),
  );
  const lists = moderatorLists.map((list) =>
    moderatorList(view, list, every).map(({ state }) => state),
  );
  expect(lists).toEqual([
    ['pending'],
    ['open'],
    ['answering', 'queued'],
    ['withdrawn', 'deferred', 'dismissed', 'answered'],
  ]);
});

test('the inbox is worked through from the oldest, the queue by rank', () => {
  const view = aQuestionsView([
    aQuestion({ number: 2, state: 'pending', votes: 9 }),
    aQuestion({ number: 1, state: 'pending' }),
    aQuestion({ number: 3, state: 'queued', queueRank: 4 }),
    aQuestion({ number: 4, state: 'queued', queueRank: 1.5 }),
    aQuestion({ number: 5, state: 'answering' }),
  ]);
  expect(numbers(moderatorList(view, 'inbox', every))).toEqual([1, 2]);
  // The one being answered heads it, and is no more in anybody's way.
  expect(numbers(moderatorList(view, 'queue', every))).toEqual([5, 4, 3]);
  expect(queuePlace(view, 'q3')).toBe(1);
});

test('what waits for another session comes last, and one’s own newest first', () => {
  const view = aQuestionsView([
    aQuestion({ number: 1, state: 'deferred', votes: 50, isMine: true }),
    aQuestion({ number: 2, state: 'answering' }),
    aQuestion({ number: 3, state: 'dismissed', isMine: true }),
  ]);
  expect(numbers(waitingQuestions(view, 'votes'))).toEqual([2, 1]);
  expect(numbers(myQuestions(view))).toEqual([3, 1]);
});

test.each([
  { text: '', fits: true },
  { text: '#12', fits: true },
  { text: '12', fits: true },
  { text: '#1', fits: false },
  { text: 'KLUB buku', fits: true },
  { text: 'buku sepatu', fits: false },
  { text: 'sitĩ', fits: true },
  { text: 'alahan', fits: true },
  { text: 'anak', fits: true },
])('looking for "$text" finds it: $fits', ({ text, fits: expected }) => {
  const question = aQuestion({
    number: 12,
    text: 'Bagaimana memulai klub bacaan?',
    originalText: 'gimana mulai klub buku',
    asker: { displayName: 'Siti', place: 'Alahan Panjang' },
    labels: ['anak'],
  });
  expect(fits(question, { ...everyQuestion, text })).toBe(expected);
});

test('labels are offered once each, and one finds its questions', () => {
  const view = aQuestionsView([
    aQuestion({ number: 1, labels: ['teknis', 'anak'] }),
    aQuestion({ number: 2, labels: ['anak'] }),
    aQuestion({ number: 3 }),
  ]);
  expect(labelsInUse(view)).toEqual(['anak', 'teknis']);
  const filter = { ...everyQuestion, label: 'anak' };
  expect(numbers(moderatorList(view, 'open', { sorting: 'time', filter }))).toEqual([2, 1]);
});

test('who is on stage is offered as a label too, once, where the name is not too long for one', () => {
  const view = aQuestionsView([aQuestion({ labels: ['Rahmat', 'anak'] })]);
  const stage = ['Rahmat', 'Yanti', '', 'Datuk Bandaro Kayo nan Panjang'];
  expect(labelsOffered(view, stage, ['baru'])).toEqual(['anak', 'Rahmat', 'Yanti', 'baru']);
});

test('a question that all see is not joined into one that they do not', () => {
  const pending = aQuestion({ number: 1, state: 'pending' });
  const open = aQuestion({ number: 2 });
  const view = aQuestionsView([
    pending,
    open,
    aQuestion({ number: 3, state: 'pending' }),
    aQuestion({ number: 4, state: 'answering' }),
    aQuestion({ number: 5, state: 'answered' }),
  ]);
  expect(numbers(mergeTargets(view, open))).toEqual([4]);
  expect(numbers(mergeTargets(view, pending))).toEqual([2, 3, 4]);
});

test('all at once is what is shown and still waits; what a word holds is looked at by itself', () => {
  const view = aQuestionsView([
    aQuestion({ number: 1, state: 'pending', version: 3 }),
    aQuestion({ number: 2, state: 'pending', isHeld: true }),
    aQuestion({ number: 3, state: 'open' }),
    // Came in while the list was held still: not shown.
    aQuestion({ number: 4, state: 'pending' }),
  ]);
  const { ready, held } = approvable(view, ['q1', 'q2', 'q3', 'gone']);
  expect(ready).toMatchObject([{ questionId: 'q1', version: 3 }]);
  expect(numbers(held)).toEqual([2]);
});

test.each<[string, Partial<Question>, boolean]>([
  ['open', {}, false],
  ['waiting to be checked', { state: 'pending' }, false],
  ['supported', { votes: 1 }, true],
  ['replied to', { answers: [anAnswer] }, true],
  ['edited by the staff', { originalText: 'gmn' }, true],
  ['one that another was joined into', { mergedCount: 1 }, true],
  ['queued', { state: 'queued' }, true],
])('a question that is %s: its words are no more its asker’s: %#', (_name, about, isTaken) => {
  expect(isTakenUp(aQuestion({ isMine: true, ...about }))).toBe(isTaken);
});
