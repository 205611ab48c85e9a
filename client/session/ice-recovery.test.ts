import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IceRecovery } from './ice-recovery.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(restart = vi.fn(() => Promise.resolve())) {
  const giveUp = vi.fn();
  return { restart, giveUp, recovery: new IceRecovery({ restart, giveUp }) };
}

test('a short disconnection mends itself without a restart', async () => {
  const { recovery, restart } = watched();
  recovery.changed('disconnected');
  await vi.advanceTimersByTimeAsync(1_000);
  recovery.changed('connected');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(restart).not.toHaveBeenCalled();
});

test('a longer one restarts ICE, and failure restarts at once', async () => {
  const { recovery, restart } = watched();
  recovery.changed('disconnected');
  await vi.advanceTimersByTimeAsync(1_600);
  expect(restart).toHaveBeenCalledTimes(1);
  recovery.changed('failed');
  await vi.advanceTimersByTimeAsync(0);
  expect(restart).toHaveBeenCalledTimes(2);
});

test('a network that is back does not wait', async () => {
  const { recovery, restart } = watched();
  recovery.changed('disconnected');
  recovery.hurry();
  await vi.advanceTimersByTimeAsync(0);
  expect(restart).toHaveBeenCalledTimes(1);
});

test('hurrying a healthy transport does nothing', async () => {
  const { recovery, restart } = watched();
  recovery.changed('connected');
  recovery.hurry();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(restart).not.toHaveBeenCalled();
});

test('a doubted transport restarts once somebody hurries, though it still says that it is connected', async () => {
  const { recovery, restart, giveUp } = watched();
  recovery.changed('connected');
  recovery.doubt();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(restart).not.toHaveBeenCalled();
  recovery.hurry();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(restart).toHaveBeenCalledTimes(1);
  expect(giveUp).not.toHaveBeenCalled();
});

test('what was never connected, or is again, is not doubted', async () => {
  const { recovery, restart } = watched();
  recovery.doubt();
  recovery.hurry();
  recovery.changed('connected');
  recovery.doubt();
  recovery.changed('connected');
  recovery.hurry();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(restart).not.toHaveBeenCalled();
});

test('four restarts in vain replace the transport, once', async () => {
  const { recovery, restart, giveUp } = watched();
  recovery.changed('failed');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(restart).toHaveBeenCalledTimes(4);
  expect(giveUp).toHaveBeenCalledTimes(1);
});

test('while the socket is away it keeps trying and never gives up', async () => {
  const { recovery, restart, giveUp } = watched(
    vi.fn(() => Promise.reject(new Error('offline'))),
  );
  recovery.changed('failed');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(restart.mock.calls.length).toBeGreaterThan(4);
  expect(giveUp).not.toHaveBeenCalled();
});

test('a closed transport is left alone', async () => {
  const { recovery, restart } = watched();
  recovery.changed('disconnected');
  recovery.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(restart).not.toHaveBeenCalled();
});
