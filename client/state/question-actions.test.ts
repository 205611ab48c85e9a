import { expect, test } from 'vitest';
import { QuestionState } from '../../server/protocol/questions.ts';
import { aQuestion } from '../../tests/support/a-question.ts';
import { actionKeys, actionsFor, type ActionContext } from './question-actions.ts';

const live: ActionContext = { role: 'moderator', isLive: true, queue: ['q1', 'q2', 'q3'] };
const all = (state: QuestionState, context: Partial<ActionContext> = {}, number = 2) => {
  const { main, more } = actionsFor(aQuestion({ number, state }), { ...live, ...context });
  return [...main, ...more];
};

test('in every state each key does one thing at most', () => {
  for (const state of QuestionState.options) {
    const keys = all(state, { role: 'host' }).map((action) => actionKeys[action]);
    expect(keys, state).toEqual([...new Set(keys)]);
  }
});

test('the keys of the microphone, the camera and the mark are left to them', () => {
  expect(Object.values(actionKeys)).not.toContain('m');
  expect(Object.values(actionKeys)).not.toContain('v');
  expect(Object.values(actionKeys)).not.toContain('c');
});

test.each([
  { state: 'pending', main: ['approve', 'dismiss'] },
  { state: 'open', main: ['queue', 'start'] },
  { state: 'queued', main: ['start', 'up', 'down'] },
  { state: 'answering', main: ['end'] },
  { state: 'answered', main: ['reopen'] },
  { state: 'dismissed', main: ['reopen'] },
  { state: 'deferred', main: ['reopen'] },
  { state: 'merged', main: [] },
  { state: 'withdrawn', main: [] },
] as const)('a $state question offers a moderator $main first', ({ state, main }) => {
  expect(actionsFor(aQuestion({ number: 2, state }), live).main).toEqual(main);
});

test('nobody answers aloud before it is live', () => {
  for (const state of ['open', 'queued'] as const) {
    expect(all(state, { isLive: false })).not.toContain('start');
  }
});

test('the first in the queue goes no further up, the last no further down', () => {
  expect(all('queued', {}, 1)).not.toContain('up');
  expect(all('queued', {}, 3)).not.toContain('down');
});

test('only a host deletes', () => {
  for (const state of QuestionState.options) expect(all(state)).not.toContain('delete');
  expect(all('open', { role: 'host' })).toContain('delete');
});

test('a speaker answers, and moderates nothing', () => {
  const offered = QuestionState.options.flatMap((state) => all(state, { role: 'speaker' }));
  expect(new Set(offered)).toEqual(new Set(['start', 'end', 'reply']));
});

test('who was told "answered privately" can be answered privately', () => {
  expect(all('dismissed')).toContain('reply');
});
