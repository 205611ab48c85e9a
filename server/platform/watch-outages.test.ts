import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLog } from './log.ts';
import { Scope } from './scope.ts';
import { watchOutages } from './watch-outages.ts';

/** `setTimeout` of node:timers/promises is not one that can be set forward. */
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number, _value: unknown, { signal }: { signal: AbortSignal }) =>
    new Promise<void>((resolve, reject) => {
      const closed = (): void => reject(new Error('closed'));
      signal.addEventListener('abort', closed);
      setTimeout(() => {
        signal.removeEventListener('abort', closed);
        resolve();
      }, ms);
    }),
}));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = (): Promise<never> => new Promise(() => undefined);

test('ten minutes without an answer are one outage, known within ten seconds and over with the first answer', async () => {
  const scope = new Scope('test', silentLog);
  let answer: () => Promise<unknown> = () => Promise.resolve();
  let asked = 0;
  const away = watchOutages({
    parts: [
      { name: 'database', check: () => ((asked += 1), answer()) },
      { name: 'objects', check: () => Promise.resolve() },
    ],
    ...{ log: silentLog, scope },
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(away()).toEqual([]);
  answer = never;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(away()).toEqual(['database']);
  await vi.advanceTimersByTimeAsync(590_000);
  expect(away()).toEqual(['database']);
  answer = () => Promise.resolve();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(away()).toEqual([]);
  await scope.close('done');
  const before = asked;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(before);
});

test('one answer that fails is no outage', async () => {
  const scope = new Scope('test', silentLog);
  let asked = 0;
  const check = (): Promise<unknown> =>
    (asked += 1) % 2 === 0 ? Promise.reject(new Error('away')) : Promise.resolve();
  const away = watchOutages({ parts: [{ name: 'objects', check }], log: silentLog, scope });
  for (let second = 0; second < 60; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    expect(away()).toEqual([]);
  }
  expect(asked).toBeGreaterThan(10);
  await scope.close('done');
});
