import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLog } from '../platform/log.ts';
import { Scope } from '../platform/scope.ts';
import { Finishing } from './finishing.ts';

let scope: Scope;
let isAway: boolean;
let tries: string[];

beforeEach(() => {
  vi.useFakeTimers();
  scope = new Scope('test', silentLog);
  isAway = true;
  tries = [];
});
afterEach(() => {
  vi.useRealTimers();
});

const open = (): Finishing =>
  new Finishing({
    finish(recordingId) {
      tries.push(recordingId);
      return isAway ? Promise.reject(new Error('away')) : Promise.resolve();
    },
    ...{ scope, log: silentLog },
  });

test('a recording whose end fails for hours is finished within minutes once it can be', async () => {
  const finishing = open();
  finishing.start('r');
  await vi.advanceTimersByTimeAsync(4 * 3_600_000);
  // Every five minutes after a while, however long it lasts.
  expect(tries.length).toBeGreaterThan(40);
  expect(tries.length).toBeLessThan(70);
  isAway = false;
  const before = tries.length;
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(tries).toHaveLength(before + 1);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(tries).toHaveLength(before + 1);
});

test('one that fails does not keep another waiting, and none is begun twice', async () => {
  const finishing = open();
  for (const recordingId of ['a', 'b', 'a']) finishing.start(recordingId);
  await vi.advanceTimersByTimeAsync(0);
  expect(tries).toEqual(['a', 'b']);
});

test('one that goes on after all is left alone', async () => {
  const finishing = open();
  finishing.start('r');
  await finishing.stop('r');
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(tries).toEqual(['r']);
  await finishing.stop('never begun');
});

test('closing ends the tries', async () => {
  const finishing = open();
  finishing.start('r');
  await scope.close('done');
  finishing.start('s');
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(tries).toEqual(['r']);
});

test('one whose takes the disk has not taken yet waits for them, but not for ever', async () => {
  isAway = false;
  const finishing = open();
  let release = (): void => undefined;
  const written = new Promise<void>((resolve) => (release = resolve));
  finishing.start('slow', { written });
  finishing.start('stuck', { written: new Promise(() => undefined) });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(tries).toEqual([]);
  release();
  await vi.advanceTimersByTimeAsync(0);
  expect(tries).toEqual(['slow']);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(tries).toEqual(['slow', 'stuck']);
});
