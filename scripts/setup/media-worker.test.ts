import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findMediaWorker } from './media-worker.ts';

const execute = promisify(execFile);
let folder: string;
let close: (() => void) | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-worker-'));
  vi.stubEnv('MEDIASOUP_WORKER_BIN', '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  close?.();
  close = undefined;
  await rm(folder, { recursive: true });
});

/** A place of releases that has this archive, whatever it is asked for, or has none. Returns what it was asked for. */
async function serveReleases(archive: Buffer | undefined): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.statusCode = archive ? 200 : 404;
    response.end(archive);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => server.close();
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL', `http://127.0.0.1:${port}`);
  return asked;
}

/** A release holding a program that says so much and exits with that code. */
async function archiveOf(script: string): Promise<Buffer> {
  const file = path.join(folder, 'mediasoup-worker');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  const archive = path.join(folder, 'release.tgz');
  await execute('tar', ['-czf', archive, '-C', folder, 'mediasoup-worker']);
  return readFile(archive);
}

const cache = (): string => path.join(folder, 'cache');

test('a prebuilt worker is downloaded once', async () => {
  const asked = await serveReleases(await archiveOf('exit 40'));
  const worker = await findMediaWorker(cache());
  expect(worker.isThere).toBe(true);
  expect(await readFile(worker.path, 'utf8')).toContain('exit 40');
  expect(await findMediaWorker(cache())).toEqual(worker);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/^\/[\d.]+\/mediasoup-worker-[\d.]+-linux-/);
});

test.each([
  { what: 'wants a newer C library', script: 'echo "version GLIBC_2.99 not found"; exit 1' },
  { what: 'cannot be started', script: 'exit 127' },
])('a prebuilt worker that $what is not used', async ({ script }) => {
  await serveReleases(await archiveOf(script));
  expect((await findMediaWorker(cache())).isThere).toBe(false);
});

test('where there is no prebuilt worker, or something else in its place, one is to be built', async () => {
  await serveReleases(undefined);
  expect((await findMediaWorker(cache())).isThere).toBe(false);
  close?.();
  await serveReleases(Buffer.from('<html>sign in to this network</html>'));
  expect((await findMediaWorker(cache())).isThere).toBe(false);
});

test('one that is named must exist', async () => {
  vi.stubEnv('MEDIASOUP_WORKER_BIN', path.join(folder, 'nowhere'));
  await expect(findMediaWorker(cache())).rejects.toThrow('does not exist');
});
