import { describe, expect, test } from 'vitest';
import { aStoredQuestion, aStoredReply } from '../../tests/support/a-stored-question.ts';
import type { Role } from '../protocol/words.ts';
import { QuestionBook } from './question-book.ts';
import {
  approve,
  defer,
  dismiss,
  edit,
  endAnswer,
  label,
  merge,
  pin,
  queue,
  released,
  reopen,
  reply,
  replyAfterwards,
  startAnswer,
  unmerge,
  withdraw,
  type By,
  type Change,
} from './question-changes.ts';
import type { StoredQuestion } from './question.ts';

const at = new Date(Date.UTC(2026, 10, 28, 13));
const by = (personKey = 'mod', role: Role = 'moderator'): By => ({
  caller: {
    ...{ connectionId: 'c', peerId: `peer-${personKey}`, personKey, role, onStage: false },
    keyIn: (sessionId) => `${personKey} in ${sessionId}`,
    ...{ displayName: personKey, isSeated: true },
  },
  moment: { at, atMs: 90_000 },
});
const bookOf = (...questions: StoredQuestion[]): QuestionBook =>
  new QuestionBook(
    { settings: undefined, questions, votes: [], muted: [] },
    (key) => `~${key}`,
  );
const refused = (code: string) => expect.objectContaining({ code }) as Error;
const run = (change: Change, question: StoredQuestion, book = bookOf(question), who = by()) =>
  change(book, question, who);

describe('each change goes up one version and is kept in the history', () => {
  const rows: [string, Partial<StoredQuestion>, Change, Partial<StoredQuestion>][] = [
    ['approve', { state: 'pending', isHeld: true }, approve, { state: 'open', isHeld: false }],
    ['dismiss', {}, dismiss('no-time'), { state: 'dismissed', dismissReason: 'no-time' }],
    [
      'defer',
      { state: 'queued', queueRank: 3 },
      defer,
      { state: 'deferred', queueRank: undefined },
    ],
    ['queue', {}, queue(undefined), { state: 'queued', queueRank: 0 }],
    [
      'reopen',
      { state: 'answered', answeredBy: 'Rina', answerStartMs: 1, answerEndMs: 2 },
      reopen,
      {
        state: 'open',
        answeredBy: undefined,
        answerStartMs: undefined,
        answerEndMs: undefined,
      },
    ],
    [
      'reopen a dismissed one',
      { state: 'dismissed', dismissReason: 'no-time' },
      reopen,
      { state: 'open', dismissReason: undefined },
    ],
    [
      'start',
      { state: 'queued' },
      startAnswer('Rina'),
      { state: 'answering', answerStartMs: 90_000, answeredBy: 'Rina' },
    ],
    ['end', { state: 'answering' }, endAnswer, { state: 'answered', answerEndMs: 90_000 }],
  ];
  test.each(rows)('%s', (_name, before, change, after) => {
    const question = aStoredQuestion(before);
    const [changed, ...others] = run(change, question);
    expect(others).toEqual([]);
    expect(changed).toMatchObject({ ...after, version: 2 });
    expect(changed!.history.at(-1)).toEqual({ state: after.state, at, atMs: 90_000 });
    // Done again, it is done already.
    expect(run(change, changed!)).toEqual([]);
  });
});

test.each([
  ['an answered one is not dismissed', { state: 'answered' }, dismiss('no-time')],
  ['a pending one is not answered aloud', { state: 'pending' }, startAnswer(undefined)],
  ['a merged one is not queued', { state: 'merged' }, queue(undefined)],
  ['a dismissed one is dismissed for one reason', { state: 'dismissed' }, dismiss('off-topic')],
] as [string, Partial<StoredQuestion>, Change][])('%s', (_name, before, change) => {
  expect(() => run(change, aStoredQuestion(before))).toThrow(refused('conflict'));
});

describe('editing', () => {
  test('by the staff keeps what was asked, and forgets that once it is back', () => {
    const [edited] = run(edit('Bagaimana?'), aStoredQuestion({ text: 'Gmn' }));
    expect(edited).toMatchObject({ text: 'Bagaimana?', originalText: 'Gmn', version: 2 });
    const [again] = run(edit('Bagaimana ya?'), edited!);
    expect(again).toMatchObject({ text: 'Bagaimana ya?', originalText: 'Gmn' });
    expect(run(edit('Gmn'), again!)[0]).toMatchObject({ text: 'Gmn', originalText: undefined });
  });

  test('by its asker, while nobody else has had to do with it', () => {
    const own = by('siti', 'listener');
    const question = aStoredQuestion();
    const [edited] = run(edit('Lain'), question, bookOf(question), own);
    expect(edited).toMatchObject({ text: 'Lain', originalText: undefined, state: 'open' });
    const others = by('budi', 'listener');
    expect(() => run(edit('Lain'), question, bookOf(question), others)).toThrow(
      refused('forbidden'),
    );
    for (const touched of [
      { state: 'queued' as const },
      { originalText: 'Gmn' },
      { replies: [aStoredReply()] },
    ]) {
      const taken = aStoredQuestion(touched);
      expect(() => run(edit('Lain'), taken, bookOf(taken), own)).toThrow(refused('conflict'));
    }
    const supported = bookOf(question);
    supported.count({ questionId: question.questionId, personKey: 'budi', isFor: true });
    expect(() => run(edit('Lain'), question, supported, own)).toThrow(refused('conflict'));
  });

  test('with a held word, an open one waits again', () => {
    const question = aStoredQuestion();
    const [edited] = run(
      edit('Dasar pantek'),
      question,
      bookOf(question),
      by('siti', 'listener'),
    );
    expect(edited).toMatchObject({ state: 'pending', isHeld: true });
  });
});

describe('answering', () => {
  test('a second answer ends the first; who is on a question is not who answers it', () => {
    const first = aStoredQuestion({ state: 'answering' });
    const second = aStoredQuestion({ number: 2 });
    const book = bookOf(first, second);
    const until = at.toISOString();
    book.claims.set(second.questionId, { peerId: 'p', displayName: 'Bu Rina', until });
    expect(run(startAnswer(undefined), second, book)).toMatchObject([
      { questionId: first.questionId, state: 'answered', answerEndMs: 90_000 },
      { questionId: second.questionId, state: 'answering', answeredBy: undefined },
    ]);
  });

  test('in writing: for all it is answered, in private it stays as it is, twice is once', () => {
    const given = { answerId: 'r', text: 'Mulai saja.' };
    const question = aStoredQuestion({ state: 'queued', queueRank: 1 });
    const [answered] = run(reply({ ...given, isPrivate: false }), question);
    expect(answered).toMatchObject({ state: 'answered', queueRank: undefined });
    const asRequested = { ...given, isPrivate: false, questionId: 'q', version: 1 };
    const [asked] = run(reply(asRequested), question);
    expect(asked!.replies).toEqual(answered!.replies);
    expect(run(reply({ ...given, isPrivate: false }), answered!)).toEqual([]);
    const [told] = run(reply({ ...given, isPrivate: true }), question);
    expect(told).toMatchObject({ state: 'queued', queueRank: 1, version: 2 });
    const dismissed = aStoredQuestion({ state: 'dismissed' });
    expect(run(reply({ ...given, isPrivate: true }), dismissed)).toHaveLength(1);
    const open = reply({ ...given, isPrivate: false });
    expect(() => run(open, dismissed)).toThrow(refused('conflict'));
  });
});

describe('merging', () => {
  const child = aStoredQuestion({ state: 'queued', queueRank: 4, askerKey: 'ani' });
  const parent = aStoredQuestion({ number: 2, version: 7 });

  test('and undoing it puts a question back where it was', () => {
    const book = bookOf(child, parent);
    const [merged] = run(merge(parent.questionId, 7), child, book);
    expect(merged).toMatchObject({ state: 'merged', mergedIntoId: parent.questionId });
    book.put(merged!);
    expect(run(merge(parent.questionId, 7), merged!, book)).toEqual([]);
    const [back] = run(unmerge, merged!, book);
    expect(back).toMatchObject({ state: 'queued', queueRank: 4, mergedIntoId: undefined });
    expect(released(book, parent, by().moment)).toEqual([back]);
    expect(run(unmerge, back!)).toEqual([]);
  });

  test('needs a target that is there, as it was seen, and not itself', () => {
    const book = bookOf(child, parent);
    expect(() => run(merge('none', 1), child, book)).toThrow(refused('not-found'));
    expect(() => run(merge(parent.questionId, 6), child, book)).toThrow(refused('conflict'));
    expect(() => run(merge(child.questionId, 1), child, book)).toThrow(refused('conflict'));
  });

  test('what was merged into a withdrawn one is a question of its own again', () => {
    const merged = { ...child, state: 'merged' as const, mergedIntoId: parent.questionId };
    const book = bookOf({ ...merged, stateBefore: 'open' }, parent);
    const changed = run(withdraw, parent, book, by('siti', 'listener'));
    expect(changed.map(({ state }) => state)).toEqual(['withdrawn', 'open']);
    const other = by('budi', 'listener');
    expect(() => run(withdraw, parent, book, other)).toThrow(refused('forbidden'));
  });
});

test('one that was not taken is taken back, and what was merged into it stays as it was decided', () => {
  const decided = { state: 'dismissed', dismissReason: 'off-topic' } as const;
  const parent = aStoredQuestion({ ...decided, number: 2 });
  const child = aStoredQuestion({
    ...{ state: 'merged', mergedIntoId: parent.questionId, stateBefore: 'open' },
  });
  const book = bookOf(child, parent);
  expect(run(withdraw, parent, book, by('siti', 'listener'))).toMatchObject([
    { questionId: parent.questionId, state: 'withdrawn', dismissReason: undefined },
    { questionId: child.questionId, mergedIntoId: undefined, ...decided },
  ]);
  const answering = aStoredQuestion({ state: 'answering' });
  expect(() => run(withdraw, answering, undefined, by('siti', 'listener'))).toThrow(
    refused('conflict'),
  );
});

test('labels and pins change nothing when they say what is', () => {
  const question = aStoredQuestion({ labels: ['buku'], isPinned: true });
  expect(run(label(['buku', 'buku']), question)).toEqual([]);
  expect(run(pin(true), question)).toEqual([]);
  expect(run(label(['anak', 'buku', 'anak']), question)[0]!.labels).toEqual(['anak', 'buku']);
  expect(run(pin(false), question)[0]!.isPinned).toBe(false);
});

test('a place in the queue: before another, last, and where it is already', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id, rank) =>
    aStoredQuestion({ questionId: id, number: rank + 1, state: 'queued', queueRank: rank }),
  ) as [StoredQuestion, StoredQuestion, StoredQuestion];
  const book = bookOf(a, b, c);
  expect(run(queue('a'), c, book)).toMatchObject([
    { questionId: 'c', queueRank: -1, version: 2 },
  ]);
  expect(run(queue('c'), b, book)).toEqual([]);
  expect(run(queue(undefined), c, book)).toEqual([]);
  expect(run(queue('c'), c, book)).toEqual([]);
  expect(() => run(queue('gone'), a, book)).toThrow(refused('conflict'));
});

test.each(['pending', 'open', 'queued', 'deferred'] as const)(
  'after the session a question that was %s is answered in writing, once',
  (state) => {
    const question = aStoredQuestion({ state, isHeld: true });
    const answer = replyAfterwards({ answerId: 'r', text: 'Datang saja.' });
    const [answered] = run(answer, question);
    expect(answered).toMatchObject({
      ...{ state: 'answered', version: 2, isHeld: false },
      replies: [{ answerId: 'r', text: 'Datang saja.', answeredBy: 'mod', isPrivate: false }],
    });
    expect(run(answer, answered!)).toEqual([]);
  },
);

test('what was answered in the session is answered once more, and stays as it was', () => {
  const question = aStoredQuestion({ state: 'answered', answeredBy: 'Rina', answerStartMs: 5 });
  const [more] = run(replyAfterwards({ answerId: 'r', text: 'Juga ini.' }), question);
  expect(more).toMatchObject({ state: 'answered', answeredBy: 'Rina', answerStartMs: 5 });
  expect(more!.history).toEqual(question.history);
});
