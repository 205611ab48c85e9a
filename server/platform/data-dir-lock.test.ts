import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lockDataDir } from './data-dir-lock.ts';
import { silentLog } from './log.ts';
import { Scope } from './scope.ts';

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'serambi lock '));
afterAll(() => rm(dataDir, { recursive: true }));

test('a second owner is refused and told where the first one is, until the first has gone', async () => {
  const first = new Scope('first', silentLog);
  const second = new Scope('second', silentLog);
  await (await lockDataDir(dataDir, first)).announce('http://localhost:3000');
  await expect(lockDataDir(dataDir, second)).rejects.toThrow(
    'already running with this data directory at http://localhost:3000',
  );
  await first.close('stopped');
  await expect(lockDataDir(dataDir, second)).resolves.toBeDefined();
  await second.close('stopped');
});

test('a lock left by a killed process is taken over, also when its number is in use again', async () => {
  for (const owner of [
    '{"pid":999999999,"startTicks":"1"}',
    `{"pid":${process.pid},"startTicks":"1"}`,
    '{"pi',
  ]) {
    await writeFile(path.join(dataDir, 'owner.json'), owner);
    const scope = new Scope('next', silentLog);
    await lockDataDir(dataDir, scope);
    await scope.close('stopped');
  }
});
