import { expect, test } from 'vitest';
import { aQuestion, aQuestionsView } from '../../tests/support/a-question.ts';
import type { NamedNotice } from './room-view.ts';
import { applyQuestionNotice, withVote, withWishes } from './questions-view.ts';

const open = aQuestion({ questionId: 'q1', version: 3, votes: 4 });
const view = aQuestionsView([open]);
const told = (...questions: ReturnType<typeof aQuestion>[]): NamedNotice => ({
  name: 'questions:changed',
  notice: { questions, gone: [] },
});

test.each([
  { version: 2, votes: 4, why: 'an older version changes nothing' },
  { version: 3, votes: 9, why: 'the same version may tell other votes and claims' },
  { version: 4, votes: 9, why: 'a newer version is taken' },
])('$why', ({ version, votes }) => {
  const next = applyQuestionNotice(view, told(aQuestion({ version, votes: 9 })));
  expect(next.questions.get('q1')?.votes).toBe(votes);
});

test('one notice may bring several and take others away', () => {
  const next = applyQuestionNotice(view, {
    name: 'questions:changed',
    notice: { questions: [aQuestion({ number: 2 }), aQuestion({ number: 3 })], gone: ['q1'] },
  });
  expect([...next.questions.keys()]).toEqual(['q2', 'q3']);
});

test('votes of questions that are not known here are nobody’s business', () => {
  const next = applyQuestionNotice(view, {
    name: 'votes:changed',
    notice: {
      votes: [
        { questionId: 'q1', votes: 5 },
        { questionId: 'elsewhere', votes: 1 },
      ],
    },
  });
  expect(next.questions.get('q1')).toEqual({ ...open, votes: 5 });
  expect(next.questions.size).toBe(1);
});

test('a question whose votes stayed is the same object, so that its card is not drawn again', () => {
  const next = applyQuestionNotice(view, {
    name: 'votes:changed',
    notice: { votes: [{ questionId: 'q1', votes: 4 }] },
  });
  expect(next.questions.get('q1')).toBe(open);
});

test('settings, counts and muting are taken as they are told; other news changes nothing', () => {
  const settings = { isOpen: false, preModeration: true, askerMode: 'hidden' } as const;
  const counts = { ...view.counts, received: 7 };
  expect(
    applyQuestionNotice(view, { name: 'questions:configured', notice: settings }).settings,
  ).toBe(settings);
  expect(applyQuestionNotice(view, { name: 'questions:counted', notice: counts }).counts).toBe(
    counts,
  );
  expect(
    applyQuestionNotice(view, { name: 'asker:muted', notice: { isMuted: true } }).isMuted,
  ).toBe(true);
  expect(
    applyQuestionNotice(view, { name: 'listeners:changed', notice: { listenerCount: 3 } }),
  ).toBe(view);
});

test('a wish shows as a vote until the hub has counted it', () => {
  const wished = withWishes(view, new Map([['q1', true]]));
  expect(wished.questions.get('q1')?.votes).toBe(5);
  expect(wished.voted.has('q1')).toBe(true);

  const counted = withVote(view, 'q1', { isFor: true, votes: 8 });
  expect(withWishes(counted, new Map([['q1', true]]))).toBe(counted);
  const taken = withWishes(counted, new Map([['q1', false]]));
  expect(taken.questions.get('q1')?.votes).toBe(7);
  expect(taken.voted.has('q1')).toBe(false);
});

test('a wish for a question that is gone is no vote', () => {
  expect(withWishes(view, new Map([['gone', true]]))).toBe(view);
});
