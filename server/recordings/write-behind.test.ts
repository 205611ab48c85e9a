import { expect, test, vi } from 'vitest';
import { silentLog } from '../platform/log.ts';
import { Scope } from '../platform/scope.ts';
import { WriteBehind } from './write-behind.ts';

test('versions that come while one is being written are replaced by the newest', async () => {
  const written: number[] = [];
  const scope = new Scope('test', silentLog);
  const write = (version: number) => Promise.resolve(void written.push(version));
  const behind = new WriteBehind<number>({ write, scope, log: silentLog });
  for (let version = 1; version <= 5; version += 1) behind.put(version);
  await behind.settled(1_000);
  expect(written).toEqual([1, 5]);
});

test('ten minutes without a database: tried again until it succeeds, and nobody waits for it for ever', async () => {
  vi.useFakeTimers();
  try {
    let isAway = true;
    const written: string[] = [];
    const scope = new Scope('test', silentLog);
    const behind = new WriteBehind<string>({
      write: (version) =>
        isAway
          ? Promise.reject(new Error('away'))
          : Promise.resolve(void written.push(version)),
      scope,
      log: silentLog,
    });
    behind.put('first');
    const settled = behind.settled(2_000);
    await vi.advanceTimersByTimeAsync(600_000);
    await settled;
    expect(behind.isFailing).toBe(true);
    behind.put('second');
    isAway = false;
    await vi.advanceTimersByTimeAsync(31_000);
    expect(written).toEqual(['second']);
    expect(behind.isFailing).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test('closing ends the tries', async () => {
  const scope = new Scope('test', silentLog);
  let tries = 0;
  const behind = new WriteBehind<number>({
    write: () => {
      tries += 1;
      return Promise.reject(new Error('away'));
    },
    scope,
    log: silentLog,
  });
  behind.put(1);
  await scope.close('done');
  await behind.settled(5_000);
  expect(tries).toBe(1);
});

test('what is refused for good is written no more, and is no outage', async () => {
  let tries = 0;
  const scope = new Scope('test', silentLog);
  const behind = new WriteBehind<string>({
    write() {
      tries += 1;
      return Promise.reject(new Error('taken'));
    },
    isFinal: (error) => error instanceof Error && error.message === 'taken',
    ...{ scope, log: silentLog },
  });
  behind.put('first');
  await behind.settled(1_000);
  expect(behind.isRefused).toBe(true);
  behind.put('second');
  await behind.settled(1_000);
  expect(tries).toBe(1);
  expect(behind.isFailing).toBe(false);
});
