import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Autosave, type SaveState } from './autosave.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(save: (value: string) => Promise<void>) {
  const states: SaveState[] = [];
  const autosave = new Autosave({
    onState: (state) => states.push(state),
    pauseMs: 800,
    retryMs: 5_000,
    mayRetry: (error) => error instanceof Error && error.message !== 'refused',
  });
  const type = (value: string) => autosave.change(() => save(value));
  return { autosave, type, states };
}

test('typing is saved once, after a pause', async () => {
  const saved: string[] = [];
  const { autosave, type, states } = start((value) => {
    saved.push(value);
    return Promise.resolve();
  });
  type('K');
  await vi.advanceTimersByTimeAsync(700);
  type('Klub');
  await vi.advanceTimersByTimeAsync(800);
  expect(saved).toEqual(['Klub']);
  expect(states).toEqual(['unsaved', 'unsaved', 'saving', 'saved']);
  expect(autosave.pending).toBe(false);
});

test('what is typed during a save is saved after it, never beside it', async () => {
  const saved: string[] = [];
  let running = 0;
  const { autosave, type } = start(async (value) => {
    running += 1;
    expect(running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    running -= 1;
    saved.push(value);
  });
  type('a');
  autosave.flush();
  type('b');
  autosave.flush();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(saved).toEqual(['a', 'b']);
});

test('a failed save is tried again and nothing is lost', async () => {
  let failures = 1;
  const saved: string[] = [];
  const { autosave, type, states } = start((value) => {
    if (failures-- > 0) return Promise.reject(new Error('offline'));
    saved.push(value);
    return Promise.resolve();
  });
  type('a');
  await vi.advanceTimersByTimeAsync(800);
  expect(states.at(-1)).toBe('failed');
  expect(autosave.pending).toBe(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(saved).toEqual(['a']);
  expect(states.at(-1)).toBe('saved');
});

test('what is refused is not tried again; a change replaces it', async () => {
  let fail = true;
  let tries = 0;
  const saved: string[] = [];
  const { type } = start((value) => {
    tries += 1;
    if (fail) return Promise.reject(new Error('refused'));
    saved.push(value);
    return Promise.resolve();
  });
  type('bad');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(tries).toBe(1);
  fail = false;
  type('good');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(saved).toEqual(['good']);
});
