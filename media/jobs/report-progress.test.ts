import { expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { estimateLeftMs, reportProgress } from './report-progress.ts';

test.each([
  { progress: 0.5, elapsedMs: 10_000, left: 10_000 },
  { progress: 0.25, elapsedMs: 10_000, left: 30_000 },
  { progress: 1, elapsedMs: 10_000, left: 0 },
  { progress: 0.001, elapsedMs: 10_000, left: undefined },
  { progress: 0.5, elapsedMs: 500, left: undefined },
])('$progress done in $elapsedMs ms leaves $left', ({ progress, elapsedMs, left }) => {
  expect(estimateLeftMs(progress, elapsedMs)).toBe(left);
});

test('readings are stored once a second at most, and not while one is being stored', async () => {
  let nowMs = 0;
  const stored: number[] = [];
  let finish = (): void => undefined;
  const progress = reportProgress(
    ({ progress }) => {
      stored.push(progress);
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
    silentLog,
    () => nowMs,
  );
  progress.report(0.1);
  nowMs = 1_000;
  progress.report(0.2);
  nowMs = 3_000;
  progress.report(0.3);
  expect(stored).toEqual([0.2]);
  finish();
  await progress.settled();
  progress.report(7);
  expect(stored).toEqual([0.2, 1]);
});
