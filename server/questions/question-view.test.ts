import { describe, expect, test } from 'vitest';
import { aStoredQuestion, aStoredReply } from '../../tests/support/a-stored-question.ts';
import { QuestionState, type AskerMode } from '../protocol/questions.ts';
import { defaultSettings, QuestionBook } from './question-book.ts';
import { countQuestions } from './question-counts.ts';
import { settingsFor, viewOf, type Viewer } from './question-view.ts';
import type { StoredQuestion } from './question.ts';

const viewers = {
  staff: { kind: 'staff', personKey: 'mod' },
  speaker: { kind: 'speaker', personKey: 'budi' },
  audience: { kind: 'audience', personKey: 'ani' },
  asker: { kind: 'audience', personKey: 'siti' },
} satisfies Record<string, Viewer>;

const pseudonym = (key: string): string => `~${key}`;
const bookOf = (questions: StoredQuestion[], askerMode: AskerMode = 'named'): QuestionBook =>
  new QuestionBook(
    { settings: { ...defaultSettings, askerMode }, questions, votes: [], muted: [] },
    pseudonym,
  );
const seenBy = (viewer: Viewer, question: StoredQuestion, book = bookOf([question])) =>
  viewOf(book, question, viewer);

/** Written out by hand: s staff, p speaker, a audience, o its own asker. */
const expected: Record<QuestionState, string> = {
  ...{ pending: 'so', open: 'spao', queued: 'spao', answering: 'spao', answered: 'spao' },
  ...{ dismissed: 'so', merged: 'so', deferred: 'spao', withdrawn: 'o' },
};
test.each(QuestionState.options)('who sees a question that is %s', (state) => {
  const question = aStoredQuestion({ state });
  const sees = (viewer: Viewer) => seenBy(viewer, question) !== undefined;
  const letters = [
    sees(viewers.staff) ? 's' : '',
    sees(viewers.speaker) ? 'p' : '',
    sees(viewers.audience) ? 'a' : '',
    sees(viewers.asker) ? 'o' : '',
  ];
  expect(letters.join('')).toBe(expected[state]);
});

describe('who asked', () => {
  /** What was promised, what holds now, and who is told the name: s p a o as above. */
  const rows: [AskerMode, AskerMode, string][] = [
    ['named', 'named', 'spao'],
    ['named', 'hidden', 'so'],
    ['hidden', 'named', 'so'],
    ['hidden', 'hidden', 'so'],
    ['named', 'anonymous', ''],
    ['hidden', 'anonymous', ''],
  ];
  test.each(rows)('promised %s, now %s: told to "%s"', (promised, now, who) => {
    const question = aStoredQuestion({ askerMode: promised });
    const book = bookOf([question], now);
    const told = Object.entries(viewers).filter(
      ([, viewer]) => seenBy(viewer, question, book)?.asker,
    );
    const letter: Record<string, string> = {
      staff: 's',
      speaker: 'p',
      audience: 'a',
      asker: 'o',
    };
    expect(told.map(([name]) => letter[name]).join('')).toBe(who);
  });

  test('asked anonymously, it is still its asker’s own, under a key that is nobody’s', () => {
    const askerKey = pseudonym('siti');
    const question = aStoredQuestion({
      askerMode: 'anonymous',
      askerKey,
      displayName: '',
      place: '',
    });
    const book = bookOf([question]);
    expect(seenBy(viewers.asker, question, book)?.isMine).toBe(true);
    expect(seenBy(viewers.staff, question, book)).not.toHaveProperty('asker');
    expect(JSON.stringify(seenBy(viewers.staff, question, book))).not.toContain('siti');
    book.muted.add(askerKey);
    expect(book.isMuted('siti')).toBe(true);
    // Muting it does not show which named questions are the same person's.
    const named = aStoredQuestion({ number: 2 });
    expect(seenBy(viewers.staff, named, book)?.askerIsMuted).toBe(false);
  });
});

test('a private reply is for its asker, its writer and the staff', () => {
  const replies = [aStoredReply({ isPrivate: true, authorKey: 'budi' })];
  const question = aStoredQuestion({ replies });
  const read = Object.values(viewers).map((viewer) => seenBy(viewer, question)?.answers.length);
  expect(read).toEqual([1, 1, 0, 1]);
});

test('notes of the staff stay with the staff, the original text with them and the asker', () => {
  const question = aStoredQuestion({ originalText: 'Gmn', labels: ['buku'] });
  expect(seenBy(viewers.audience, question)).not.toHaveProperty('labels');
  expect(seenBy(viewers.audience, question)).not.toHaveProperty('originalText');
  expect(seenBy(viewers.asker, question)).toMatchObject({ originalText: 'Gmn' });
  expect(seenBy(viewers.staff, question)).toMatchObject({ labels: ['buku'], isHeld: false });
  expect(settingsFor('audience', defaultSettings)).not.toHaveProperty('heldWords');
  expect(settingsFor('staff', defaultSettings)).toEqual(defaultSettings);
});

describe('joined questions', () => {
  const parent = aStoredQuestion({ questionId: 'parent', askerKey: 'ani' });
  const child = aStoredQuestion({
    ...{ questionId: 'child', number: 2, state: 'merged', mergedIntoId: 'parent' },
  });
  const withVotes = (): QuestionBook => {
    const book = bookOf([parent, child]);
    const vote = (questionId: string, ...people: string[]): void => {
      for (const personKey of people) book.count({ questionId, personKey, isFor: true });
    };
    vote('parent', 'budi', 'cici');
    vote('child', 'budi', 'dedi', 'ani');
    return book;
  };

  test('are supported by everyone once, but not by their own asker', () => {
    const book = withVotes();
    expect(book.votesFor(parent)).toBe(3);
    book.put({ ...child, state: 'open', mergedIntoId: undefined });
    expect([book.votesFor(parent), book.votesFor(child)]).toEqual([2, 3]);
  });

  test('lose with a vote taken back also the support that came along', () => {
    const book = withVotes();
    const ballots = book.toBallots([{ questionId: 'parent', personKey: 'budi', isFor: false }]);
    expect(ballots.map(({ questionId }) => questionId)).toEqual(['parent', 'child']);
    for (const ballot of ballots) book.count(ballot);
    expect(book.votesFor(parent)).toBe(2);
    const again = { questionId: 'parent', personKey: 'dedi', isFor: true };
    expect(book.toBallots([again])).toEqual([]);
  });

  test('are followed by who asked one of them, to the end', () => {
    const dismissed = {
      ...parent,
      state: 'dismissed' as const,
      dismissReason: 'no-time' as const,
    };
    const book = bookOf([dismissed, child]);
    expect(seenBy(viewers.asker, dismissed, book)).toMatchObject({
      ...{ state: 'dismissed', isMine: false, dismissReason: 'no-time', mergedCount: 1 },
    });
    expect(seenBy({ kind: 'audience', personKey: 'dedi' }, dismissed, book)).toBeUndefined();
  });
});

test('counts: what was received is the sum of what became of it', () => {
  const of = (number: number, overrides: Partial<StoredQuestion>): StoredQuestion =>
    aStoredQuestion({ questionId: `q${number}`, number, ...overrides });
  const counts = countQuestions([
    of(1, { state: 'pending' }),
    of(2, { state: 'answering' }),
    of(3, { state: 'answered' }),
    of(4, { state: 'merged', mergedIntoId: 'q3' }),
    of(5, { state: 'dismissed', dismissReason: 'duplicate' }),
    of(6, { state: 'merged', mergedIntoId: 'q5' }),
    of(7, { state: 'deferred' }),
    of(8, { state: 'withdrawn' }),
  ]);
  expect(counts).toEqual({
    ...{ received: 7, waiting: 2, answered: 2, notTaken: 2, deferred: 1 },
    notTakenBy: { duplicate: 2 },
  });
});
