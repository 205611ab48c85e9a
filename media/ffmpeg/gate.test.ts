import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createYieldGate } from './gate.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  let [busy, short] = [false, false];
  const calls: string[] = [];
  return {
    calls,
    setBusy: (value: boolean) => (busy = value),
    setShort: (value: boolean) => (short = value),
    gate: createYieldGate({ isBusy: () => busy, isShort: () => short }),
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
  const heard: unknown[] = [];
  const stop = gate.watch((hold) => heard.push(hold));
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
  expect(heard).toEqual(['rooms', undefined, 'rooms', undefined]);
  stop();
  gate.join(work);
  expect(heard).toHaveLength(4);
});

test('a disk that is short pauses work too; which of the two it is is told anew, and nothing paused twice', () => {
  const { gate, work, calls, setBusy, setShort } = setUp();
  const heard: unknown[] = [];
  gate.watch((hold) => heard.push(hold));
  gate.join(work);
  for (const set of [setBusy, setShort]) {
    set(true);
    vi.advanceTimersByTime(1_000);
  }
  setShort(false);
  vi.advanceTimersByTime(1_000);
  setBusy(false);
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual(['rooms', 'disk', 'rooms', undefined]);
  expect(calls).toEqual(['pause', 'resume']);
});

test('what this process writes waits for room and is told of, and not for rooms', async () => {
  const { gate, setBusy, setShort } = setUp();
  const heard: unknown[] = [];
  gate.watch((hold) => heard.push(hold));
  const { signal } = new AbortController();
  setBusy(true);
  await gate.room(signal);
  setBusy(false);
  setShort(true);
  const written: string[] = [];
  const writing = ['one', 'two'].map((name) =>
    gate.room(signal).then(() => written.push(name)),
  );
  await vi.advanceTimersByTimeAsync(3_000);
  expect([written, heard]).toEqual([[], ['disk', 'disk']]);
  setShort(false);
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all(writing);
  expect(heard.at(-1)).toBeUndefined();
});

test('who waits for room is let go with the signal', async () => {
  const { gate, setShort } = setUp();
  setShort(true);
  const stop = new AbortController();
  const waiting = gate.room(stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow('abort');
  expect(vi.getTimerCount()).toBe(0);
});
