import { expect, test } from 'vitest';
import { wholeProgress } from './whole-progress.ts';

const step = (state: 'waiting' | 'running' | 'done', progress: number) => ({
  name: 'mix',
  state,
  progress,
  attempt: 1,
});

test('finished steps count whole, running ones by their share', () => {
  expect(wholeProgress([step('done', 0.2), step('running', 0.5), step('waiting', 0)])).toBe(
    0.5,
  );
});

test('nothing to do is no progress, and too much is not more than all', () => {
  expect(wholeProgress([])).toBe(0);
  expect(wholeProgress([step('running', 1.7)])).toBe(1);
});
