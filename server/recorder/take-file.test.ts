import { mkdir, mkdtemp, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { listSegments, readTake } from '../../media/capture/rtp-log-reader.ts';
import { listUnwritten } from '../../media/capture/unwritten-takes.ts';
import { recordKind } from '../../media/capture/rtp-log.ts';
import type { TimelineEntry } from '../../media/contract/timeline.ts';
import type { Clock } from '../platform/clock.ts';
import type { TakeSpec } from '../recordings/take-recorder.ts';
import { TakeFile, type OpenSegmentFile } from './take-file.ts';

const take: TakeSpec = {
  ...{ recordingId: 'r', takeId: 't', peerId: 'p', producerId: 'x', kind: 'audio' },
  ...{ source: 'microphone', codec: 'opus', fmtp: {}, payloadType: 100, ssrc: 7 },
  ...{ clockRate: 48_000, workerPid: 1 },
};
let nowUs = 0;
const clock: Clock = { now: () => new Date(0), monoUs: () => nowUs };

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'take-file-'));
});
afterAll(() => rm(root, { recursive: true }));

async function packetsIn(dir: string): Promise<number[]> {
  const packets: number[] = [];
  for await (const block of readTake(await listSegments(dir), { bytes: 0 })) {
    for (const { kind, bytes } of block) {
      if (kind === recordKind.rtp) packets.push(bytes.readUInt32BE(0));
    }
  }
  return packets;
}

function packet(n: number, bytes = 200): Buffer {
  const content = Buffer.alloc(bytes);
  content.writeUInt32BE(n);
  return content;
}

type Disk = {
  write: (real: FileHandle, buffers: readonly Buffer[]) => Promise<{ bytesWritten: number }>;
  datasync?: (real: FileHandle) => Promise<void>;
  close?: (real: FileHandle) => Promise<void>;
};

/** A disk of which the test decides what becomes of what is asked of it. */
const diskIn =
  (dir: string, { write, datasync, close }: Disk): OpenSegmentFile =>
  async (name) => {
    await mkdir(dir, { recursive: true });
    const real = await open(name, 'wx');
    return {
      datasync: () => (datasync ?? (() => real.datasync()))(real),
      close: () => (close ?? (() => real.close()))(real),
      async writev<T extends readonly NodeJS.ArrayBufferView[]>(buffers: T) {
        const { bytesWritten } = await write(real, buffers as unknown as Buffer[]);
        return { bytesWritten, buffers };
      },
    };
  };
const noSpace = () => Object.assign(new Error('no space'), { code: 'ENOSPC' });

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

test('everything added is on disk after closing, in segments of a minute', async () => {
  const dir = path.join(root, 'minutes');
  const file = new TakeFile({ dir, take, clock });
  for (let n = 0; n < 30; n += 1) {
    nowUs = n * 5_000_000;
    file.add(recordKind.rtp, nowUs, packet(n));
    file.flush();
    await vi.waitFor(() => expect(file.unwrittenBytes).toBe(0), { interval: 1 });
  }
  await file.close();
  expect(await readdir(dir)).toEqual(['0000.rtpl', '0001.rtpl', '0002.rtpl']);
  expect(await packetsIn(dir)).toEqual(upTo(30));
});

test('without a flush, a block is written when it is 64 KB', async () => {
  const file = new TakeFile({ dir: path.join(root, 'blocks'), take, clock });
  for (let n = 0; n < 60; n += 1) file.add(recordKind.rtp, n, packet(n, 1_100));
  await vi.waitFor(() => expect(file.writtenBytes).toBeGreaterThan(60_000));
  await file.close();
});

test('a take that never got a packet leaves no file', async () => {
  const dir = path.join(root, 'silent');
  const file = new TakeFile({ dir, take, clock });
  file.flush();
  await file.close();
  await expect(readdir(dir)).rejects.toThrow('ENOENT');
});

test('a folder that was deleted is not made again for what is left in memory', async () => {
  const dir = path.join(root, 'deleted');
  let isFull = false;
  const onDisk: OpenSegmentFile = (name) =>
    open(isFull ? '/dev/full' : name, isFull ? 'w' : 'wx');
  const file = new TakeFile({ dir, take, clock, openFile: onDisk });
  isFull = true;
  file.add(recordKind.rtp, nowUs, packet(1));
  expect(await file.close()).toBe(false);
  await rm(dir, { recursive: true });
  isFull = false;
  expect(await file.close()).toBe(false);
  expect(file.failure?.code).toBe('ENOENT');
  await expect(readdir(dir)).rejects.toThrow('ENOENT');
});

test('a full disk is survived: what was kept in memory is written when there is room', async () => {
  const dir = path.join(root, 'full');
  let isFull = false;
  const onDisk: OpenSegmentFile = async (name) => {
    await mkdir(dir, { recursive: true });
    return open(isFull ? '/dev/full' : name, isFull ? 'w' : 'wx');
  };
  const file = new TakeFile({ dir, take, clock, openFile: onDisk });
  const addTen = (from: number) => {
    for (let n = from; n < from + 10; n += 1) file.add(recordKind.rtp, nowUs, packet(n));
    file.flush();
  };
  nowUs = 0;
  addTen(0);
  await vi.waitFor(() => expect(file.unwrittenBytes).toBe(0));
  // A minute later a new segment begins, and the disk is full.
  isFull = true;
  nowUs = 61_000_000;
  addTen(10);
  await vi.waitFor(() => expect(file.failure?.code).toBe('ENOSPC'));
  addTen(20);
  expect(file.unwrittenBytes).toBeGreaterThan(4_000);

  isFull = false;
  nowUs = 63_000_000;
  addTen(30);
  await vi.waitFor(() => expect(file.failure).toBeUndefined());
  await file.close();
  expect(await packetsIn(dir)).toEqual(upTo(40));
});

test('a disk that takes half a block gets all of it again in a new segment', async () => {
  const dir = path.join(root, 'half');
  let writes = 0;
  const moody = diskIn(dir, {
    write(real, buffers) {
      writes += 1;
      // The head of the first segment, then half of the first block, then nothing more.
      if (writes === 3) throw noSpace();
      if (writes !== 2) return real.writev(buffers);
      const all = Buffer.concat(buffers);
      return real.write(all.subarray(0, all.length >> 1));
    },
  });
  const file = new TakeFile({ dir, take, clock, openFile: moody });
  for (let n = 0; n < 10; n += 1) file.add(recordKind.rtp, nowUs, packet(n));
  file.flush();
  await vi.waitFor(() => expect(file.failure).toBeDefined());
  await file.close();
  expect(await readdir(dir)).toEqual(['0000.rtpl', '0001.rtpl']);
  expect(await packetsIn(dir)).toEqual(upTo(10));
});

const isUnwritten = async (dir: string): Promise<boolean> => {
  const stamp = { seq: 0, monoUs: 0, wallMs: 0 };
  const who = { peerId: 'p', displayName: 'P', kind: 'audio', source: 'microphone' } as const;
  const told: TimelineEntry[] = [
    { type: 'session.start', sessionId: 's', recordingId: 'r', title: 'T', bootId: 'b' },
    { type: 'take.start', takeId: 't', ...who, codec: 'opus', producerId: 'x', paused: false },
  ];
  const events = told.map((entry) => ({ ...entry, ...stamp }));
  return (await listUnwritten({ take: () => dir }, events)).includes('t');
};

test('a take says that it is whole, and one that the disk did not take to its end says so until it does', async () => {
  const dir = path.join(root, 'end');
  let isFull = false;
  const openFile = diskIn(dir, {
    write(real, buffers) {
      if (isFull) throw noSpace();
      return real.writev(buffers);
    },
  });
  const file = new TakeFile({ dir, take, clock, openFile });
  nowUs = 0;
  file.add(recordKind.rtp, nowUs, packet(0));
  file.flush();
  await vi.waitFor(() => expect(file.unwrittenBytes).toBe(0));
  isFull = true;
  file.add(recordKind.rtp, nowUs, packet(1));
  expect(await file.close()).toBe(false);
  // Its next segment has a name and nothing in it.
  expect(await file.close()).toBe(false);
  expect(await packetsIn(dir)).toEqual([0]);
  expect(await isUnwritten(dir)).toBe(true);
  isFull = false;
  expect(await file.close()).toBe(true);
  expect(await packetsIn(dir)).toEqual([0, 1]);
  expect(await isUnwritten(dir)).toBe(false);
});

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
