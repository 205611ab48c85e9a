import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createKeys, loadKeys } from './keys.ts';

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'serambi-keys-'));
afterAll(() => rm(dataDir, { recursive: true }));

test('keys are made once, kept private, and the same at the next start', async () => {
  const first = await loadKeys(dataDir);
  const second = await loadKeys(dataDir);
  expect(second.verify('device', 'd1', first.sign('device', 'd1'))).toBe(true);
  expect((await stat(path.join(dataDir, 'keys', 'secret'))).mode & 0o777).toBe(0o600);
});

test('a signature counts for its purpose, its text and its key only', () => {
  const keys = createKeys(Buffer.alloc(32, 1));
  const signature = keys.sign('invitation', 'link');
  expect(keys.verify('invitation', 'link', signature)).toBe(true);
  expect(keys.verify('device', 'link', signature)).toBe(false);
  expect(keys.verify('invitation', 'other', signature)).toBe(false);
  expect(createKeys(Buffer.alloc(32, 2)).verify('invitation', 'link', signature)).toBe(false);
  expect(keys.verify('invitation', 'link', '')).toBe(false);
});

test('a damaged secret stops the start instead of silently making a new one', async () => {
  const damaged = await mkdtemp(path.join(os.tmpdir(), 'serambi-keys-'));
  await loadKeys(damaged);
  await writeFile(path.join(damaged, 'keys', 'secret'), 'short');
  await expect(loadKeys(damaged)).rejects.toThrow('is damaged');
  await rm(damaged, { recursive: true });
});
