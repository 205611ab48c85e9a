import { expect, test, vi } from 'vitest';
import type { NamedNotice } from '../state/room-view.ts';
import { Listeners } from './listeners.ts';
import { LiveStore } from './live-store.ts';
import type { Request } from './request.ts';
import { SessionError } from './session-error.ts';

/** A session whose notices and arrivals the test makes. */
function fakeTalk() {
  const noticed = new Listeners<[NamedNotice]>();
  const arrived = new Listeners();
  const request: Request = () => Promise.reject(new Error('not asked in these tests'));
  return {
    talk: { request, noticed, arrived },
    arrive: () => arrived.tell(),
    notice: (listenerCount: number) =>
      noticed.tell({ name: 'listeners:changed', notice: { listenerCount } }),
  };
}

const latest = (state: number[], { name, notice }: NamedNotice): number[] =>
  name === 'listeners:changed' && !state.includes(notice.listenerCount)
    ? [...state, notice.listenerCount]
    : state;

test('it is read on arrival and moved on by notices', async () => {
  const { talk, arrive, notice } = fakeTalk();
  const store = new LiveStore(talk, { read: () => Promise.resolve([1]), apply: latest });
  expect(store.state).toBeUndefined();
  arrive();
  await vi.waitFor(() => expect(store.state).toEqual([1]));
  notice(2);
  expect(store.state).toEqual([1, 2]);
});

test('a notice that comes while reading is not lost to the older answer', async () => {
  const { talk, arrive, notice } = fakeTalk();
  let answer: (state: number[]) => void = () => undefined;
  const read = () => new Promise<number[]>((resolve) => (answer = resolve));
  const store = new LiveStore(talk, { read, apply: latest });
  arrive();
  notice(2);
  answer([1]);
  await vi.waitFor(() => expect(store.state).toEqual([1, 2]));
});

test('of two readings the later one counts', async () => {
  const { talk, arrive } = fakeTalk();
  const answers: ((state: number[]) => void)[] = [];
  const read = () => new Promise<number[]>((resolve) => answers.push(resolve));
  const store = new LiveStore(talk, { read, apply: latest });
  arrive();
  arrive();
  answers[1]?.([2]);
  await vi.waitFor(() => expect(store.state).toEqual([2]));
  answers[0]?.([1]);
  await Promise.resolve();
  expect(store.state).toEqual([2]);
});

test('what was known is kept when reading fails, and read again when nobody answered', async () => {
  vi.useFakeTimers();
  const { talk, arrive } = fakeTalk();
  let times = 0;
  const read = () => {
    times += 1;
    return times === 2
      ? Promise.reject(new SessionError('no-answer', 'late'))
      : Promise.resolve([times]);
  };
  const store = new LiveStore(talk, { read, apply: latest });
  arrive();
  await vi.advanceTimersByTimeAsync(0);
  arrive();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.state).toEqual([1]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(store.state).toEqual([3]);
  store.close();
  vi.useRealTimers();
});
