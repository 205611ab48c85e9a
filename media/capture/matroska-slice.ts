import { open, type FileHandle } from 'node:fs/promises';
import { cuePoint, element, id, sizeOf, uint64 } from './matroska.ts';

/** Every element inside a segment has an id of four bytes and a size of eight: see matroska.ts. */
const headBytes = 12;

type Cluster = { position: number; bytes: number; fromMs: number };

/**
 * A file of its own with what lies between two moments, of one that MatroskaWriter wrote: the clusters that hold them
 * and all between, each frame at its time. Undefined when it would be larger than `mostBytes`.
 */
export async function sliceMatroska(
  file: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  mostBytes: number,
): Promise<Buffer | undefined> {
  const handle = await open(file);
  try {
    const ebmlBytes = 12 + Number((await read(handle, 4, 8)).readBigUInt64BE() & sizeMask);
    const segmentStart = ebmlBytes + headBytes;
    const { head, clusters } = await survey(handle, segmentStart);
    const first = Math.max(
      0,
      clusters.findLastIndex((cluster) => cluster.fromMs <= fromMs),
    );
    const wanted = clusters.slice(first).filter((cluster) => cluster.fromMs <= toMs);
    const bytes = wanted.reduce((sum, cluster) => sum + cluster.bytes, 0);
    if (bytes > mostBytes) return undefined;

    let position = head.end - segmentStart;
    const points: Buffer[] = [];
    const contents: Buffer[] = [];
    for (const cluster of wanted) {
      points.push(cuePoint({ fromMs: cluster.fromMs, position }));
      contents.push(await read(handle, cluster.position, cluster.bytes));
      position += cluster.bytes;
    }
    const cues = element(id.cues, ...points);
    const start = await read(handle, 0, head.end);
    sizeOf(position + cues.length).copy(start, segmentStart - 8);
    // Of what the seek head points to, cues are the last.
    uint64(position).copy(start, head.seekHeadEnd - 8);
    return Buffer.concat([start, ...contents, cues]);
  } finally {
    await handle.close();
  }
}

const sizeMask = 0x00ff_ffff_ffff_ffffn;

/** Where everything lies that comes before the first cluster, and the clusters. */
async function survey(handle: FileHandle, segmentStart: number) {
  const clusters: Cluster[] = [];
  const head = { end: segmentStart, seekHeadEnd: segmentStart };
  let position = segmentStart;
  for (;;) {
    // With the first element of a cluster: its time, an id of one byte and a size of eight before it.
    const start = await read(handle, position, headBytes + 17);
    const elementId = start.readUInt32BE();
    const bytes = headBytes + Number(start.readBigUInt64BE(4) & sizeMask);
    if (elementId === id.cues) return { head, clusters };
    if (elementId === id.cluster) {
      const timeBytes = Number(start.readBigUInt64BE(headBytes + 1) & sizeMask);
      const fromMs = start.readUIntBE(headBytes + 9, timeBytes);
      clusters.push({ position, bytes, fromMs });
    } else {
      head.end = position + bytes;
      if (elementId === id.seekHead) head.seekHeadEnd = position + bytes;
    }
    position += bytes;
  }
}

async function read(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  if (bytesRead < Math.min(length, headBytes)) throw new Error('matroska: cut off');
  return buffer;
}
