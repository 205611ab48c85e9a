import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSegment, toTakeMeta } from './rtp-log-reader.ts';
import { LogBlock, recordKind, segmentIndex, segmentName, type TakeMeta } from './rtp-log.ts';

const meta: TakeMeta = {
  ...{ v: 1, recordingId: 'r', takeId: 't', peerId: 'p', producerId: 'x', kind: 'audio' },
  ...{ source: 'microphone', codec: 'opus', fmtp: { useinbandfec: 1 }, payloadType: 100 },
  ...{ ssrc: 7, clockRate: 48_000, workerPid: 1, segment: 0, monoUs: 1_000, wallMs: 2_000 },
};

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'rtpl-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** A segment of blocks with ten packets each, whose first byte counts up. */
function makeSegment(blocks: number): Buffer {
  const block = new LogBlock();
  block.startSegment(meta);
  const parts: Buffer[] = [];
  for (let b = 0; b < blocks; b += 1) {
    for (let p = 0; p < 10; p += 1) {
      const count = 10 * b + p;
      block.add(recordKind.rtp, 5_000 + count, Buffer.alloc(20 + p, count));
    }
    parts.push(block.seal(6_000));
  }
  return Buffer.concat(parts);
}

async function read(bytes: Buffer): Promise<{ packets: number[]; damaged: number }> {
  const file = path.join(dir, 'segment.rtpl');
  await writeFile(file, bytes);
  const damage = { bytes: 0 };
  const packets: number[] = [];
  for await (const block of readSegment(file, damage)) {
    for (const { kind, bytes: content } of block) {
      if (kind === recordKind.rtp) packets.push(content[0]!);
    }
  }
  return { packets, damaged: damage.bytes };
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

test('what was written is read, with its description', async () => {
  const whole = makeSegment(3);
  expect(await read(whole)).toEqual({ packets: upTo(30), damaged: 0 });

  const file = path.join(dir, 'segment.rtpl');
  const records = [];
  for await (const block of readSegment(file, { bytes: 0 })) records.push(...block);
  expect(toTakeMeta(records[0]!)).toEqual(meta);
  expect(records[1]).toMatchObject({ kind: recordKind.rtp, monoUs: 5_000 });
});

test('a tail torn at any byte of the last block costs that block and no more', async () => {
  const kept = makeSegment(2).length;
  const whole = makeSegment(3);
  for (let length = kept; length < whole.length; length += 1) {
    const torn = await read(whole.subarray(0, length));
    expect(torn).toEqual({ packets: upTo(20), damaged: length - kept });
  }
});

test('a segment torn inside its first block is empty', async () => {
  for (const length of [0, 3, 6, 12, 40]) {
    expect(await read(makeSegment(1).subarray(0, length))).toEqual({
      packets: [],
      damaged: length,
    });
  }
});

test('a flipped bit anywhere never throws, never changes a packet, and is counted', async () => {
  const whole = makeSegment(3);
  const first = makeSegment(1).length;
  for (let at = 0; at < whole.length; at += 7) {
    const flipped = Buffer.from(whole);
    flipped[at]! ^= 1 << (at % 8);
    const { packets, damaged } = await read(flipped);
    expect(damaged).toBeGreaterThan(0);
    expect(packets.length).toBeLessThanOrEqual(20);
    // Blocks before the damage are whole; what is kept after it is as it was written.
    if (at >= first) expect(packets.slice(0, 10)).toEqual(upTo(10));
    expect(packets.every((count, n) => count < 30 && count > (packets[n - 1] ?? -1))).toBe(
      true,
    );
  }
});

test('damage inside a packet costs its block; the blocks after it are read', async () => {
  const flipped = makeSegment(3);
  const first = makeSegment(1).length;
  flipped[first + 15]! ^= 1;
  const { packets, damaged } = await read(flipped);
  expect(packets).toEqual([...upTo(10), ...upTo(30).slice(20)]);
  expect(damaged).toBe(makeSegment(2).length - first);
});

test('what is not a log at all is all damage', async () => {
  const noise = Buffer.from('RIFF this is something else entirely');
  expect(await read(noise)).toEqual({ packets: [], damaged: noise.length });
});

test('segments are numbered', () => {
  expect(segmentName(0)).toBe('0000.rtpl');
  expect(segmentName(12_345)).toBe('12345.rtpl');
  expect(segmentIndex('12345.rtpl')).toBe(12_345);
  expect(segmentIndex('0001.rtpl.tmp')).toBeUndefined();
});
