import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
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
} from '../../tests/support/a-take-file.ts';
import type { Clock } from '../platform/clock.ts';
import { TakeFile, type OpenSegmentFile } from './take-file.ts';

let nowUs = 0;
const clock: Clock = { now: () => new Date(0), monoUs: () => nowUs };

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'take-file-'));
});
afterAll(() => rm(root, { recursive: true }));

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
