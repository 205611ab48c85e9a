import { expect, test } from 'vitest';
import { QuestionState } from '../protocol/questions.ts';
import {
  isPossible,
  mayMergeInto,
  possibleIn,
  publicStates,
  type QuestionAct,
} from './question-rules.ts';

/** Written out by hand. p pending, o open, q queued, a answering, A answered, d dismissed, m merged, f deferred, w withdrawn. */
const letters: Record<QuestionState, string> = {
  ...{ pending: 'p', open: 'o', queued: 'q', answering: 'a', answered: 'A' },
  ...{ dismissed: 'd', merged: 'm', deferred: 'f', withdrawn: 'w' },
};
const expected: Record<QuestionAct, string> = {
  vote: 'oqa',
  withdraw: 'poqdmf',
  edit: 'poqaAdm',
  approve: 'p',
  dismiss: 'poq',
  reopen: 'qAdf',
  queue: 'poq',
  'start-answer': 'oq',
  'end-answer': 'a',
  reply: 'poqaA',
  'reply-privately': 'poqaAd',
  'reply-afterwards': 'poqAf',
  'speak-afterwards': 'poqAf',
  merge: 'poq',
  unmerge: 'm',
  defer: 'oq',
  arrange: 'poqaAdmf',
};

const cases = (Object.keys(possibleIn) as QuestionAct[]).flatMap((act) =>
  QuestionState.options.map((state) => ({ act, state })),
);
test.each(cases)('$act while $state', ({ act, state }) => {
  expect(isPossible(act, { state })).toBe(expected[act].includes(letters[state]));
});

test('what all see cannot vanish in what they do not see, nor be joined into what is over', () => {
  const into = (state: QuestionState): string =>
    QuestionState.options
      .filter((target) => mayMergeInto({ state }, { state: target }))
      .map((target) => letters[target])
      .join('');
  expect(into('pending')).toBe('poqa');
  expect(into('open')).toBe('oqa');
  expect(into('queued')).toBe('oqa');
});

test('the public sees what was let through and not turned down', () => {
  expect(publicStates.map((state) => letters[state]).join('')).toBe('oqaAf');
});
