import { describe, expect, test } from 'vitest';
import type { Poll } from '../../server/protocol/polls.ts';
import {
  applyPollNotice,
  currentPoll,
  pollRows,
  scaleMean,
  withAnswer,
  type PollsView,
} from './polls-view.ts';
import type { NamedNotice } from './room-view.ts';

const single: Poll = {
  pollId: 'a',
  version: 2,
  state: 'open',
  plan: { kind: 'single', question: 'Tokoh?', options: ['Ikal', 'Lintang'] },
  isShown: true,
  people: 3,
  tally: { counts: [1, 2], words: [], moreWords: 0 },
};
const scale: Poll = {
  ...single,
  pollId: 'b',
  state: 'closed',
  plan: { kind: 'scale', question: 'Mudah?', from: 1, to: 3, fromLabel: 'sulit', toLabel: '' },
  tally: { counts: [1, 0, 2], words: [], moreWords: 0 },
};
const view: PollsView = { polls: [scale, single], answers: {} };
const changed = (poll: Poll) => ({ name: 'poll:changed', notice: poll }) as const;
const counted = (people: number, counts: number[]): NamedNotice => ({
  name: 'poll:counted',
  notice: { pollId: 'a', people, tally: { counts, words: [], moreWords: 0 } },
});

function withoutTally(poll: Poll): Poll {
  const rest = { ...poll };
  delete rest.tally;
  return rest;
}

describe('notices', () => {
  test('a newer poll takes the place of the known one; an older one does not', () => {
    const newer = { ...single, version: 3, state: 'closed' } as const;
    expect(applyPollNotice(view, changed(newer)).polls).toEqual([scale, newer]);
    expect(applyPollNotice(view, changed({ ...single, version: 1 }))).toBe(view);
    const other = { ...single, pollId: 'c' };
    expect(applyPollNotice(view, changed(other)).polls).toEqual([scale, single, other]);
  });

  test('a result that is held back from now on is not kept', () => {
    const held = withoutTally({ ...single, version: 3, isShown: false });
    expect(applyPollNotice(view, changed(held)).polls[1]).not.toHaveProperty('tally');
  });

  test('counts grow and never go back', () => {
    expect(applyPollNotice(view, counted(4, [2, 2])).polls[1]).toMatchObject({
      people: 4,
      tally: { counts: [2, 2] },
    });
    expect(applyPollNotice(view, counted(2, [1, 1])).polls[1]).toBe(single);
  });

  test('what is gone is gone', () => {
    const notice = { name: 'poll:gone', notice: { pollId: 'a' } } as const;
    expect(applyPollNotice(view, notice).polls).toEqual([scale]);
  });
});

test('the open poll concerns everyone; without one, the last with a result they see', () => {
  expect(currentPoll(view)).toBe(single);
  expect(currentPoll({ ...view, polls: [scale] })).toBe(scale);
  expect(currentPoll({ ...view, polls: [withoutTally(scale)] })).toBeUndefined();
});

test('a result is told in numbers and percent of people', () => {
  expect(pollRows(single)).toMatchObject([
    { label: 'Ikal', count: 1, percent: 33 },
    { label: 'Lintang', count: 2, percent: 67 },
  ]);
  expect(pollRows(scale).map(({ label }) => label)).toEqual(['1 – sulit', '2', '3']);
  expect(pollRows({ ...single, people: 0 })[0]?.percent).toBe(0);
  const words = [{ key: 'seru', word: 'Seru', count: 3, isHidden: false }];
  const plan = { kind: 'words', question: 'Kata?', maxWords: 1 } as const;
  expect(pollRows({ ...single, plan, tally: { counts: [], words, moreWords: 0 } })).toEqual([
    { key: 'seru', label: 'Seru', count: 3, percent: 100, isHidden: false },
  ]);
});

test('only a scale with answers has a mean', () => {
  expect(scaleMean(scale)).toBeCloseTo(7 / 3);
  expect(scaleMean({ ...scale, people: 0 })).toBeUndefined();
  expect(scaleMean(single)).toBeUndefined();
});

test('an answer is remembered beside the others', () => {
  const one = withAnswer(view, 'a', { choices: [1] });
  expect(withAnswer(one, 'b', { choices: [2] }).answers).toEqual({
    a: { choices: [1] },
    b: { choices: [2] },
  });
});
