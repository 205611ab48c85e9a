import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { box, fullBox, uint16, uint32 } from './boxes.ts';
import { readTrack } from './sample-table.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'serambi table '));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A track of three samples of 10 bytes, a keyframe each, which lie one after the other from 1000. */
function moovBody({ offsets = [1_000], times = 3 } = {}): Buffer {
  const tables = [
    fullBox('stsd', 0, 0, uint32(0)),
    fullBox('stts', 0, 0, uint32(1, times, 100)),
    fullBox('stsc', 0, 0, uint32(1, 1, 3, 1)),
    fullBox('stsz', 0, 0, uint32(10, 3)),
    fullBox('stco', 0, 0, uint32(offsets.length, ...offsets)),
  ];
  const handler = Buffer.concat([uint32(0), Buffer.from('vide'), uint32(0, 0, 0)]);
  const size = uint16(640, 0, 360, 0);
  return box(
    'trak',
    fullBox('tkhd', 0, 0, Buffer.alloc(72), size),
    box(
      'mdia',
      fullBox('mdhd', 0, 0, uint32(0, 0, 90_000, 300)),
      fullBox('hdlr', 0, 0, handler),
      box('minf', box('stbl', ...tables)),
    ),
  );
}
async function read(...boxes: Buffer[]) {
  const file = path.join(dir, 'track.mp4');
  await writeFile(file, Buffer.concat(boxes));
  return readTrack(file);
}

const samples = [0, 1, 2].map((n) => ({
  ...{ offset: 1_000 + n * 10, size: 10, pts: n * 100, sync: true },
}));

test('tells where each sample lies and when it is shown', async () => {
  const track = await read(box('ftyp', uint32(0, 0)), box('moov', moovBody()));
  expect(track).toMatchObject({ kind: 'video', timescale: 90_000, width: 640, height: 360 });
  expect(track.samples).toEqual(samples);
});

test('boxes with a length of 64 bits are followed and read', async () => {
  const body = moovBody();
  const large = (type: string, content: Buffer): Buffer =>
    Buffer.concat([...[uint32(1), Buffer.from(type), uint32(0, content.length + 16)], content]);
  const track = await read(large('mdat', Buffer.alloc(40)), large('moov', body));
  expect(track.samples).toEqual(samples);
});

test.each([
  ['places', moovBody({ offsets: [] })],
  ['times', moovBody({ times: 2 })],
])('samples without %s are not guessed', async (_, body) => {
  await expect(read(box('moov', body))).rejects.toThrow('different lengths');
});

test.each([
  ['cut off', box('moov', moovBody()).subarray(0, 200)],
  ['of a length that is none', Buffer.concat([uint32(4), Buffer.from('moov'), uint32(0, 0)])],
])('a file that is %s is not complete', async (_, bytes) => {
  await expect(read(bytes)).rejects.toThrow('not complete');
});
