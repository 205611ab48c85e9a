import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLog } from '../platform/log.ts';
import { Scope } from '../platform/scope.ts';
import { atMostEvery } from './at-most-every.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first call runs at once, a burst runs once more at the end of the period', () => {
  const run = vi.fn();
  const soon = atMostEvery(new Scope('test', silentLog), 'run', 1000, run);
  for (let i = 0; i < 50; i += 1) soon();
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(999);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5000);
  expect(run).toHaveBeenCalledTimes(2);
  soon();
  expect(run).toHaveBeenCalledTimes(3);
});

test('nothing runs after the scope has closed', async () => {
  const scope = new Scope('test', silentLog);
  const run = vi.fn();
  const soon = atMostEvery(scope, 'run', 1000, run);
  soon();
  soon();
  await scope.close('done');
  vi.advanceTimersByTime(5000);
  soon();
  expect(run).toHaveBeenCalledTimes(1);
});
