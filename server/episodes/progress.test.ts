import { expect, test } from 'vitest';
import { stepNames } from '../../media/contract/jobs.ts';
import type { ProcessingStep } from './processing.ts';
import { estimateLeftMs, overallProgress } from './progress.ts';

const step = (name: string, overrides: Partial<ProcessingStep> = {}): ProcessingStep => ({
  name,
  state: 'waiting',
  progress: 0,
  attempt: 0,
  startedAt: undefined,
  finishedAt: undefined,
  leftMs: undefined,
  error: undefined,
  errorDetail: undefined,
  ...overrides,
});
const done = (name: string, tookMs: number) =>
  step(name, {
    state: 'done',
    progress: 1,
    startedAt: new Date(0),
    finishedAt: new Date(tookMs),
  });
const hour = 3_600_000;

test('progress goes from nothing to everything and never back', () => {
  let before = -1;
  for (let n = 0; n <= stepNames.length; n += 1) {
    const steps = stepNames.map((name, i) => (i < n ? done(name, 1) : step(name)));
    const now = overallProgress(steps);
    expect(now).toBeGreaterThan(before);
    before = now;
  }
  expect(before).toBe(1);
  expect(overallProgress([])).toBe(0);
});

test('half of the pictures is about half of everything', () => {
  const steps = stepNames.map((name) =>
    name === 'chunks' ? step(name, { state: 'running', progress: 0.5 }) : done(name, 1),
  );
  expect(overallProgress(steps)).toBeGreaterThan(0.5);
  expect(overallProgress(steps)).toBeLessThan(0.65);
});

test('the estimate follows the speed of what is done already', () => {
  const rest = stepNames.filter((name) => name !== 'stems').map((name) => step(name));
  const usual = estimateLeftMs([done('stems', 0.04 * hour), ...rest], hour)!;
  const slow = estimateLeftMs([done('stems', 0.08 * hour), ...rest], hour)!;
  expect(slow / usual).toBeCloseTo(2, 3);
});

test("a running step's own estimate is believed", () => {
  expect(estimateLeftMs([step('audio', { state: 'running', leftMs: 1234 })], hour)).toBe(1234);
});

test('there is nothing to estimate when nothing is being made', () => {
  expect(estimateLeftMs([done('audio', 5)], hour)).toBeUndefined();
  expect(estimateLeftMs([step('audio', { state: 'failed' })], hour)).toBeUndefined();
});
