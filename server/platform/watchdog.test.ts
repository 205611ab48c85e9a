import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWatchdog } from './watchdog.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  let barks = 0;
  const watchdog = createWatchdog(1_000, () => (barks += 1));
  return { watchdog, barks: () => barks };
}

test('barks once, when nobody has patted it for too long', () => {
  const { watchdog, barks } = setUp();
  watchdog.start();
  for (let pats = 0; pats < 5; pats += 1) {
    vi.advanceTimersByTime(900);
    watchdog.pat();
  }
  expect([barks(), watchdog.barked]).toEqual([0, false]);
  vi.advanceTimersByTime(5_000);
  expect([barks(), watchdog.barked]).toEqual([1, true]);
});

test('a pause is no stall, however long, and does not count afterwards', () => {
  const { watchdog, barks } = setUp();
  watchdog.start();
  vi.advanceTimersByTime(900);
  watchdog.stop();
  watchdog.pat();
  vi.advanceTimersByTime(3_600_000);
  watchdog.start();
  vi.advanceTimersByTime(900);
  expect(barks()).toBe(0);
  vi.advanceTimersByTime(100);
  expect(barks()).toBe(1);
});

test('a process that stood still itself hears first what it was told meanwhile', async () => {
  vi.useRealTimers();
  const { watchdog, barks } = setUp();
  const { port1: other, port2: ours } = new MessageChannel();
  ours.on('message', () => watchdog.pat());
  const told = once(ours, 'message');
  watchdog.start();
  // Behind reading and before timers, where a process that is stopped may stand.
  await nextTurn();
  other.postMessage('I am well');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
  await told;
  expect(barks()).toBe(0);
  watchdog.stop();
  ours.close();
});
