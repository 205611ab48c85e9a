import { open, type FileHandle } from 'node:fs/promises';
import { id } from './matroska.ts';

/** A frame as MatroskaWriter wrote it. */
export type Block = { ms: number; isKey: boolean; data: Buffer };

/** Every size that MatroskaWriter writes has eight bytes, the first of which is 1. */
const sizeBytes = 8;
const sizeMask = 0x00ff_ffff_ffff_ffffn;
const keyFlag = 0x80;
/** Track number, time and flags. */
const blockHead = 4;

/** The frames of such a file from `fromMs` up to, but not including, `toMs`. */
export async function* readBlocks(
  file: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): AsyncGenerator<Block> {
  const handle = await open(file);
  try {
    const { segmentStart, cues } = await readCues(handle);
    const first = Math.max(
      0,
      cues.findLastIndex((cue) => cue.ms <= fromMs),
    );
    for (const cue of cues.slice(first)) {
      if (cue.ms >= toMs) return;
      const cluster = await readElement(handle, segmentStart + cue.position, id.cluster);
      for (const block of readCluster(cluster)) {
        if (block.ms >= fromMs && block.ms < toMs) yield block;
      }
    }
  } finally {
    await handle.close();
  }
}

type Cue = { ms: number; position: number };

async function readCues(
  handle: FileHandle,
): Promise<{ segmentStart: number; cues: readonly Cue[] }> {
  const ebml = await readElement(handle, 0, id.ebml);
  const idBytes = 4;
  const segmentStart = 2 * (idBytes + sizeBytes) + ebml.length;
  const seekHead = await readElement(handle, segmentStart, id.seekHead);
  // Of what it points to, cues are the last.
  const at = Number(seekHead.readBigUInt64BE(seekHead.length - 8));
  const cues = await readElement(handle, segmentStart + at, id.cues);
  return {
    segmentStart,
    cues: listElements(cues).map(({ body: point }) => {
      const positions = get(point, id.cueTrackPositions);
      return {
        ms: toNumber(get(point, id.cueTime)),
        position: toNumber(get(positions, id.cueClusterPosition)),
      };
    }),
  };
}

function readCluster(cluster: Buffer): Block[] {
  const fromMs = toNumber(get(cluster, id.timestamp));
  return listElements(cluster)
    .filter((each) => each.elementId === id.simpleBlock)
    .map(({ body }) => ({
      ms: fromMs + body.readInt16BE(1),
      isKey: ((body[blockHead - 1] ?? 0) & keyFlag) !== 0,
      data: body.subarray(blockHead),
    }));
}

/** The content of an element of the first level, whose ids have four bytes. */
async function readElement(handle: FileHandle, at: number, wanted: number): Promise<Buffer> {
  const idBytes = 4;
  const head = Buffer.alloc(idBytes + sizeBytes);
  await handle.read(head, 0, head.length, at);
  if (head.readUInt32BE() !== wanted) throw new Error('matroska: not as it was written');
  const body = Buffer.alloc(Number(head.readBigUInt64BE(idBytes) & sizeMask));
  const { bytesRead } = await handle.read(body, 0, body.length, at + head.length);
  if (bytesRead !== body.length) throw new Error('matroska: cut off');
  return body;
}

function listElements(bytes: Buffer): { elementId: number; body: Buffer }[] {
  const elements: { elementId: number; body: Buffer }[] = [];
  for (let at = 0; at < bytes.length;) {
    // The highest bit that is set tells how long the id is.
    const idBytes = Math.clz32(bytes[at] ?? 0) - 23;
    const elementId = bytes.readUIntBE(at, idBytes);
    const start = at + idBytes + sizeBytes;
    const end = start + Number(bytes.readBigUInt64BE(at + idBytes) & sizeMask);
    elements.push({ elementId, body: bytes.subarray(start, end) });
    at = end;
  }
  return elements;
}

function get(bytes: Buffer, wanted: number): Buffer {
  const found = listElements(bytes).find(({ elementId }) => elementId === wanted);
  if (!found) throw new Error('matroska: not as it was written');
  return found.body;
}

const toNumber = (body: Buffer): number => body.readUIntBE(0, body.length);
