import { mkdtemp, readdir, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { recordKind } from '../../media/capture/rtp-log.ts';
import {
  diskIn,
  isUnwritten,
  noSpace,
  packet,
  packetsIn,
  take,
  type Disk,
} from '../../tests/support/a-take-file.ts';
import type { Clock } from '../platform/clock.ts';
import { TakeFile } from './take-file.ts';

/** What a disk takes, and refuses to sync or to close. */

let nowUs = 0;
const clock: Clock = { now: () => new Date(0), monoUs: () => nowUs };

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'take-file-'));
});
afterAll(() => rm(root, { recursive: true }));

const refused = () => Object.assign(new Error('refused'), { code: 'EIO' });
const onDisk = (real: FileHandle, buffers: readonly Buffer[]) => real.writev(buffers);

/** A file with a packet on disk and synced, and a second one that is written and no more. */
async function twoPackets(dir: string, disk: Partial<Disk>): Promise<TakeFile> {
  nowUs = 0;
  const file = new TakeFile({
    ...{ dir, take, clock },
    openFile: diskIn(dir, { write: onDisk, ...disk }),
  });
  for (const n of [0, 1]) {
    file.add(recordKind.rtp, nowUs, packet(n));
    file.flush();
    await vi.waitFor(() => expect(file.unwrittenBytes).toBe(0));
    if (n === 0) await file.sync();
  }
  return file;
}

test('what a disk took and then did not keep is written again; it counts as kept when the disk says so', async () => {
  const dir = path.join(root, 'unkept');
  let syncs = 0;
  const file = await twoPackets(dir, {
    async datasync(real) {
      syncs += 1;
      if (syncs !== 2) return;
      // As NFS does: what could not be sent is gone.
      await real.truncate(600);
      throw refused();
    },
  });
  await file.sync();
  expect(file.failure?.code).toBe('EIO');
  nowUs = 2_000_000;
  file.add(recordKind.rtp, nowUs, packet(2));
  file.flush();
  await vi.waitFor(() => expect(file.writtenBytes).toBeGreaterThan(800));
  expect(await packetsIn(dir)).toEqual([0, 1, 2]);
  expect(file.failure?.code).toBe('EIO');
  await file.sync();
  expect(file.failure).toBeUndefined();
  expect(await file.close()).toBe(true);
  expect(await isUnwritten(dir)).toBe(false);
});

test('a take whose disk refuses once to sync at its end is written again, and then whole', async () => {
  const dir = path.join(root, 'once');
  let syncs = 0;
  const file = await twoPackets(dir, {
    datasync: () => ((syncs += 1) === 2 ? Promise.reject(refused()) : Promise.resolve()),
  });
  expect(await file.close()).toBe(false);
  expect(file.failure?.code).toBe('EIO');
  expect(await isUnwritten(dir)).toBe(true);
  expect(await file.close()).toBe(true);
  expect(file.failure).toBeUndefined();
  expect(await packetsIn(dir)).toEqual([0, 1, 1]);
  expect(await isUnwritten(dir)).toBe(false);
});

test('a take that the disk never keeps has no end that says it is whole, and is not written again for ever', async () => {
  const dir = path.join(root, 'never-kept');
  let syncs = 0;
  const file = await twoPackets(dir, {
    datasync: () => ((syncs += 1) > 1 ? Promise.reject(refused()) : Promise.resolve()),
  });
  for (let tries = 0; tries < 10; tries += 1) expect(await file.close()).toBe(false);
  await vi.waitFor(async () => expect(await file.close()).toBe(true));
  expect(file.failure?.code).toBe('EIO');
  expect(await isUnwritten(dir)).toBe(true);
  const segments = await readdir(dir);
  expect(segments.length).toBeLessThan(25);
  expect(await file.close()).toBe(true);
  expect(await readdir(dir)).toEqual(segments);
});

test.each(['once', 'always'])(
  'a disk that refuses to close %s has lost nothing of what it had synced before',
  async (often) => {
    const dir = path.join(root, `close-${often}`);
    const calls: string[] = [];
    const file = await twoPackets(dir, {
      datasync: () => Promise.resolve(void calls.push('sync')),
      async close(real) {
        await real.close();
        const isFirst = !calls.includes('close');
        calls.push('close');
        if (isFirst || often === 'always') throw refused();
      },
    });
    // A minute later a new segment begins.
    nowUs = 61_000_000;
    file.add(recordKind.rtp, nowUs, packet(2));
    file.flush();
    await vi.waitFor(() => expect(calls).toEqual(['sync', 'sync', 'close']));
    expect(await file.close()).toBe(true);
    expect(calls.slice(3)).toEqual(['sync', 'sync', 'close']);
    expect(file.failure?.code).toBe(often === 'always' ? 'EIO' : undefined);
    expect(await packetsIn(dir)).toEqual([0, 1, 2]);
    expect(await isUnwritten(dir)).toBe(false);
  },
);

test('a segment that is given up because of a write is synced, too', async () => {
  const dir = path.join(root, 'given-up');
  const calls: string[] = [];
  let writes = 0;
  const file = await twoPackets(dir, {
    write(real, buffers) {
      // After a head and two packets.
      if ((writes += 1) === 4) throw noSpace();
      return onDisk(real, buffers);
    },
    datasync: () => Promise.resolve(void calls.push('sync')),
    close: (real) => (calls.push('close'), real.close()),
  });
  file.add(recordKind.rtp, nowUs, packet(2));
  expect(await file.close()).toBe(false);
  expect(calls).toEqual(['sync', 'sync', 'close']);
  expect(await file.close()).toBe(true);
  expect(await packetsIn(dir)).toEqual([0, 1, 2]);
});

test('more than is kept may be lost: hosts are told to the end, and the take does not say that it is whole', async () => {
  const dir = path.join(root, 'forgotten');
  let isRefusing = false;
  const file = await twoPackets(dir, {
    datasync: () => (isRefusing ? Promise.reject(refused()) : Promise.resolve()),
  });
  await file.sync();
  for (let n = 2; n < 102; n += 1) file.add(recordKind.rtp, nowUs, packet(n, 60_000));
  file.flush();
  await vi.waitFor(() => expect(file.unwrittenBytes).toBe(0));
  isRefusing = true;
  await file.sync();
  isRefusing = false;
  nowUs = 2_000_000;
  file.flush();
  await vi.waitFor(() => expect(file.writtenBytes).toBeGreaterThan(9_000_000));
  await file.sync();
  expect(file.failure?.code).toBe('EIO');
  expect(await file.close()).toBe(true);
  expect(file.failure?.code).toBe('EIO');
  expect(await isUnwritten(dir)).toBe(true);
});

test('no take says that it is whole while the disk has not answered for what lies before its end', async () => {
  const dir = path.join(root, 'unanswered');
  let refuse = (): void => undefined;
  let syncs = 0;
  const file = await twoPackets(dir, {
    datasync() {
      syncs += 1;
      if (syncs !== 2) return Promise.resolve();
      return new Promise((_, reject) => (refuse = () => reject(refused())));
    },
  });
  const syncing = file.sync();
  await vi.waitFor(() => expect(syncs).toBe(2));
  const closed = file.close();
  refuse();
  expect(await closed).toBe(false);
  await syncing;
  expect(await isUnwritten(dir)).toBe(true);
  expect(await file.close()).toBe(true);
  expect(await isUnwritten(dir)).toBe(false);
});
