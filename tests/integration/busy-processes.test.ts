import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { apartFromRooms, watchBusy } from '../../server/platform/busy-processes.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';

const timeout = 15_000;
let scope = new Scope('test', silentLog);
afterEach(async () => {
  await scope.close('test ended');
  scope = new Scope('test', silentLog);
});

/** A process that computes for so many of each hundred milliseconds. */
function compute(ms: number): number {
  const program = `setInterval(() => { const end = performance.now() + ${ms}; while (performance.now() < end); }, 100)`;
  const child = spawn(process.execPath, ['-e', program]);
  scope.defer('computing', () => void child.kill('SIGKILL'));
  if (child.pid === undefined) throw new Error('no process');
  return child.pid;
}

test('one process that fills most of a core needs the machine, however many cores there are', async () => {
  const pids = [compute(80)];
  const isBusy = watchBusy(() => pids, scope);
  await expect.poll(isBusy, { timeout }).toBe(true);
  // It has ended as far as anybody can see.
  pids.length = 0;
  await expect.poll(isBusy, { timeout }).toBe(false);
});

test('so do several that take a little each', async () => {
  const pids = Array.from({ length: 2 * availableParallelism() }, () => compute(40));
  const isBusy = watchBusy(() => pids, scope);
  await expect.poll(isBusy, { timeout }).toBe(true);
});

test('one that takes a little does not', async () => {
  const pids = [compute(10)];
  const isBusy = watchBusy(() => pids, scope);
  const seen = new Set<boolean>();
  for (let second = 0; second < 4; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    seen.add(isBusy());
  }
  expect([...seen]).toEqual([false]);
});

test('what a process does apart from its rooms counts for nothing, and what it does else does again', async () => {
  const isBusy = watchBusy(() => [process.pid], scope);
  scope.every('computing', 100, () => {
    const end = performance.now() + 80;
    while (performance.now() < end);
  });
  await expect.poll(isBusy, { timeout }).toBe(true);
  await apartFromRooms(() => expect.poll(isBusy, { timeout }).toBe(false));
  await expect.poll(isBusy, { timeout }).toBe(true);
});
