import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createYieldGate } from './gate.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  let busy = false;
  const calls: string[] = [];
  return {
    calls,
    setBusy: (value: boolean) => (busy = value),
    gate: createYieldGate({ isBusy: () => busy }),
    work: { pause: () => calls.push('pause'), resume: () => calls.push('resume') },
  };
}

test('work pauses within a second of rooms getting busy and resumes after', () => {
  const { gate, work, calls, setBusy } = setUp();
  gate.join(work);
  setBusy(true);
  vi.advanceTimersByTime(1_000);
  expect(calls).toEqual(['pause']);
  vi.advanceTimersByTime(5_000);
  setBusy(false);
  vi.advanceTimersByTime(1_000);
  expect(calls).toEqual(['pause', 'resume']);
});

test('work that starts while rooms are busy waits from the start', () => {
  const { gate, work, calls, setBusy } = setUp();
  setBusy(true);
  gate.join(work);
  expect(calls).toEqual(['pause']);
});

test('nothing is polled once the last work has left', () => {
  const { gate, work, calls, setBusy } = setUp();
  const leave = gate.join(work);
  leave();
  setBusy(true);
  vi.advanceTimersByTime(5_000);
  expect(calls).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('who watches hears when work is paused and when it goes on, also when it ends paused', () => {
  const { gate, work, setBusy } = setUp();
  const heard: boolean[] = [];
  const stop = gate.watch((isPaused) => heard.push(isPaused));
  setBusy(true);
  vi.advanceTimersByTime(3_000);
  // Nothing was there to be paused.
  expect(heard).toEqual([]);
  const leave = gate.join(work);
  setBusy(false);
  vi.advanceTimersByTime(1_000);
  setBusy(true);
  vi.advanceTimersByTime(1_000);
  leave();
  expect(heard).toEqual([true, false, true, false]);
  stop();
  gate.join(work);
  expect(heard).toHaveLength(4);
});
