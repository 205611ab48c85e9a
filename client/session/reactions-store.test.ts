import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeTalk } from '../../tests/support/fake-talk.ts';
import { ReactionsStore, type ReactionsSnapshot } from './reactions-store.ts';
import { SessionError, type SessionProblem } from './session-error.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function openStore(answer: () => unknown = () => ({})) {
  const { talk, notice, asked } = fakeTalk({ 'reaction:send': answer });
  const store = new ReactionsStore(talk);
  const counted = (counts: ReactionsSnapshot['counts']): void =>
    notice({ name: 'reactions:counted', notice: { counts } });
  return { store, asked, notice, counted };
}

test('reactions of one wave add up, each rises once, and the wave ends in silence', async () => {
  const { store, counted } = openStore();
  let changes = 0;
  store.subscribe(() => (changes += 1));
  counted({ applause: 2 });
  await vi.advanceTimersByTimeAsync(5_000);
  counted({ applause: 1, heart: 1 });
  expect(store.snapshot.counts).toEqual({ applause: 3, heart: 1 });
  const { rising } = store.snapshot;
  expect(rising.map(({ kind }) => kind)).toEqual(['applause', 'applause', 'applause', 'heart']);
  expect(new Set(rising.map(({ riseId }) => riseId)).size).toBe(4);
  // The silence counts from the last one.
  await vi.advanceTimersByTimeAsync(5_000);
  expect(store.snapshot.counts).toEqual({ applause: 3, heart: 1 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.snapshot).toEqual({ counts: {}, rising: [] });
  expect(changes).toBe(3);
});

test('of a crowd the number is told and a few are seen, the newest', () => {
  const { store, counted } = openStore();
  counted({ applause: 500 });
  const before = store.snapshot.rising;
  counted({ heart: 3 });
  expect(store.snapshot.counts).toEqual({ applause: 500, heart: 3 });
  expect(before).toHaveLength(8);
  expect(store.snapshot.rising).toEqual([
    ...before.slice(3),
    ...store.snapshot.rising.slice(-3),
  ]);
  expect(store.snapshot.rising.slice(-3).map(({ kind }) => kind)).toEqual(
    Array(3).fill('heart'),
  );
});

test('other notices are none of its business, and closed it hears nothing more', async () => {
  const { store, counted, notice } = openStore();
  notice({ name: 'listeners:changed', notice: { listenerCount: 7 } });
  expect(store.snapshot).toEqual({ counts: {}, rising: [] });
  counted({ heart: 1 });
  store.close();
  counted({ heart: 1 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(store.snapshot.counts).toEqual({ heart: 1 });
});

test('one clap too many is no failure; being offline is', async () => {
  let problem: SessionProblem = 'too-many';
  const { store, asked } = openStore(() => {
    throw new SessionError(problem, 'refused');
  });
  await store.send('applause');
  expect(asked).toEqual([{ name: 'reaction:send', input: { kind: 'applause' } }]);
  problem = 'offline';
  await expect(store.send('applause')).rejects.toMatchObject({ problem: 'offline' });
});
