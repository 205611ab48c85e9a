import { describe, expect, test } from 'vitest';
import type { PollAnswer, PollPlan } from '../protocol/polls.ts';
import { fitAnswer, foldWord, shownTally, tallyOf } from './tally.ts';

const question = 'Bagaimana menurut Anda?';
const options = ['Laskar Pelangi', 'Bumi Manusia', 'Siti Nurbaya'];
const plans = {
  single: { kind: 'single', question, options },
  multiple: { kind: 'multiple', question, options },
  scale: { kind: 'scale', question, from: 1, to: 5, fromLabel: 'Sulit', toLabel: 'Mudah' },
  words: { kind: 'words', question, maxWords: 2 },
} as const satisfies Record<string, PollPlan>;

test.each([
  ['Asyik', ' ASYIK. '],
  ['résumé', 'Resume'],
  ['anak-anak', 'Anak Anak'],
  ["Jum'at", 'jum at'],
  ['ﬁlm', 'film'],
  ['İstanbul', 'istanbul'],
])('%s and %s are the same word', (one, other) => {
  expect(foldWord(one)).toBe(foldWord(other));
});

test.each([
  ['seru', 'haru'],
  ['❤️', '👏'],
  ['7', '17'],
  ['!', '?'],
])('%s and %s are different words', (one, other) => {
  expect(foldWord(one)).not.toBe(foldWord(other));
});

test('no word has an endless key', () => {
  expect(foldWord('\uFDFA'.repeat(30)).length).toBeLessThanOrEqual(120);
});

describe('an answer that does not fit', () => {
  const cases: [keyof typeof plans, PollAnswer][] = [
    ['single', { choices: [0, 1] }],
    ['single', { choices: [3] }],
    ['single', { words: ['seru'] }],
    ['multiple', { choices: [0, 3] }],
    ['multiple', { words: ['seru'] }],
    ['scale', { choices: [0] }],
    ['scale', { choices: [6] }],
    ['scale', { choices: [1, 2] }],
    ['words', { choices: [0] }],
    ['words', { words: ['satu', 'dua', 'tiga'] }],
  ];
  test.each(cases)('is refused by %s: %j', (kind, answer) => {
    expect(() => fitAnswer(plans[kind], answer)).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });
});

test('an answer is kept in order, each choice and each word once', () => {
  expect(fitAnswer(plans.multiple, { choices: [2, 0, 2] })).toEqual({ choices: [0, 2] });
  expect(fitAnswer(plans.single, { choices: [1, 1] })).toEqual({ choices: [1] });
  expect(fitAnswer(plans.words, { words: ['Seru', 'seru!', 'haru'] })).toEqual({
    words: ['seru!', 'haru'],
  });
});

test('choices are counted by option, people once', () => {
  const answers = [{ choices: [0, 2] }, { choices: [2] }, { choices: [0, 1, 2] }];
  expect(tallyOf(plans.multiple, [], answers)).toEqual({
    people: 3,
    tally: { counts: [2, 1, 3], words: [], moreWords: 0 },
  });
});

test('a scale is counted from its lower end', () => {
  const answers = [1, 5, 5].map((choice) => ({ choices: [choice] }));
  expect(tallyOf(plans.scale, [], answers).tally.counts).toEqual([1, 0, 0, 0, 2]);
  expect(tallyOf({ ...plans.scale, from: 0, to: 2 }, [], []).tally.counts).toEqual([0, 0, 0]);
});

test('words are grouped, shown as most wrote them, most frequent first', () => {
  const answers = ['haru', 'Seru', 'seru', 'SERU!', 'seru', 'aneh'].map((word) => ({
    words: [word],
  }));
  const { people, tally } = tallyOf(plans.words, ['haru'], answers);
  expect(people).toBe(6);
  expect(tally.words).toEqual([
    { key: 'seru', word: 'seru', count: 4, isHidden: false },
    { key: 'aneh', word: 'aneh', count: 1, isHidden: false },
    { key: 'haru', word: 'haru', count: 1, isHidden: true },
  ]);
  expect(shownTally(tally).words.map(({ word }) => word)).toEqual(['seru', 'aneh']);
});

test('beyond sixty words the rest is only counted, but what is hidden can always be shown again', () => {
  const answers = Array.from({ length: 100 }, (_, at) => ({ words: [`kata ${at + 100}`] }));
  const { tally } = tallyOf(plans.words, ['kata 199'], answers);
  expect(tally.words).toHaveLength(61);
  expect(tally.words.at(-1)).toMatchObject({ key: 'kata 199', isHidden: true });
  expect(tally.moreWords).toBe(39);
  expect(shownTally(tally)).toMatchObject({ moreWords: 39 });
  expect(shownTally(tally).words).toHaveLength(60);
});
