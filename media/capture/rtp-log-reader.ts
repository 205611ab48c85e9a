import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import {
  blockBytes,
  markBytes,
  recordHeadBytes,
  recordKind,
  segmentHeader,
  segmentIndex,
  TakeMeta,
  type LogRecord,
  type RecordKind,
} from './rtp-log.ts';

/** A gulp: blocks are far smaller, so copying the unfinished one to the next gulp costs little. */
const readBytes = 1024 * 1024;
/** A block this long was never written: a flipped bit made us miss its mark. */
const maxBlockBytes = 4 * blockBytes;

/** What the reader had to leave out. Shared by the segments of a take. */
export type Damage = { bytes: number };

/** A take's segments on disk, in order, with their sizes. Empty when the take never got a file. */
export async function listSegments(
  takeDir: string,
): Promise<{ file: string; bytes: number }[]> {
  const names = await readdir(takeDir).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const segments = names
    .map((name) => ({ name, index: segmentIndex(name) }))
    .filter((s): s is { name: string; index: number } => s.index !== undefined)
    .sort((a, b) => a.index - b.index);
  return Promise.all(
    segments.map(async ({ name }) => {
      const file = path.join(takeDir, name);
      return { file, bytes: (await stat(file)).size };
    }),
  );
}

/** How far a take's log has been read: the next block begins at this byte of this segment. */
export type LogPosition = { segment: number; byte: number };

/** A block's records, marks left out, and the byte of its segment behind it. */
type Block = { records: LogRecord[]; endByte: number };

/**
 * Reads a segment in constant memory and yields its whole blocks, marks left out. Never throws for what the file says:
 * a block whose CRC is wrong is left out; where the framing itself is lost (a torn tail, a flipped length) everything
 * after the last good mark is. `damage` counts the bytes left out.
 */
export async function* readSegment(file: string, damage: Damage): AsyncGenerator<LogRecord[]> {
  for await (const { records } of readBlocks(file, 0, damage)) yield records;
}

/** The records of a take, block by block, over all its segments. */
export async function* readTake(
  segments: readonly { file: string }[],
  damage: Damage,
): AsyncGenerator<LogRecord[]> {
  for (const { file } of segments) yield* readSegment(file, damage);
}

/** The same of a take that goes on, from where an earlier reading came to. What is not whole yet is left for the next. */
export async function* readOn(
  segments: readonly { file: string }[],
  from: LogPosition,
): AsyncGenerator<{ records: LogRecord[]; next: LogPosition }> {
  // Counted when the take is over.
  const ignored: Damage = { bytes: 0 };
  for (const [index, { file }] of segments.entries()) {
    if (index < from.segment) continue;
    const fromByte = index === from.segment ? from.byte : 0;
    for await (const { records, endByte } of readBlocks(file, fromByte, ignored)) {
      yield { records, next: { segment: index, byte: endByte } };
    }
  }
}

/** @param fromByte where a block begins. */
async function* readBlocks(
  file: string,
  fromByte: number,
  damage: Damage,
): AsyncGenerator<Block> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const parser = new BlockParser(fromByte, damage);
    for (let position = fromByte; position < size;) {
      const chunk = Buffer.allocUnsafe(Math.min(readBytes, size - position));
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      const blocks = parser.push(chunk.subarray(0, bytesRead));
      for (const block of blocks) yield block;
      if (parser.lost) {
        damage.bytes += size - position;
        return;
      }
    }
    parser.end();
  } finally {
    await handle.close();
  }
}

/** The description at the head of a segment, or undefined when it is damaged. */
export function toTakeMeta(record: LogRecord): TakeMeta | undefined {
  try {
    return TakeMeta.safeParse(JSON.parse(record.bytes.toString())).data;
  } catch {
    // Not JSON: as good as absent.
    return undefined;
  }
}

class BlockParser {
  readonly #damage: Damage;
  #buffer: Buffer = Buffer.alloc(0);
  /** Of the segment, up to the end of the last block. At its start, the header belongs to the first block's CRC. */
  #byte: number;
  #lost = false;

  constructor(fromByte: number, damage: Damage) {
    this.#byte = fromByte;
    this.#damage = damage;
  }

  /** Framing is lost: nothing after this point can be trusted. */
  get lost(): boolean {
    return this.#lost;
  }

  push(chunk: Buffer): Block[] {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    const blocks: Block[] = [];
    while (!this.#lost) {
      const records = this.#nextBlock();
      if (!records) break;
      if (records.length > 0) blocks.push({ records, endByte: this.#byte });
    }
    return blocks;
  }

  /** The file is over: an unfinished block is a torn tail. */
  end(): void {
    this.#damage.bytes += this.#buffer.length;
    this.#buffer = Buffer.alloc(0);
  }

  /** One block without its mark; an empty one where the CRC was wrong; undefined when more bytes are needed. */
  #nextBlock(): LogRecord[] | undefined {
    const bytes = this.#buffer;
    const atStart = this.#byte === 0;
    let at = atStart ? segmentHeader.length : 0;
    if (bytes.length < at) return undefined;
    if (atStart && !bytes.subarray(0, at).equals(segmentHeader)) this.#giveUp();

    const records: LogRecord[] = [];
    while (!this.#lost && bytes.length - at >= recordHeadBytes) {
      const length = bytes.readUInt16BE(at);
      const kind = bytes.readUInt16BE(at + 8);
      const start = at + recordHeadBytes;
      const end = start + length;
      if (!isPlausible(kind, length) || at > maxBlockBytes) {
        this.#giveUp();
      } else if (end > bytes.length) {
        break;
      } else if (kind === recordKind.mark) {
        const isWhole = crc32(bytes.subarray(0, start)) === bytes.readUInt32BE(start);
        if (!isWhole) this.#damage.bytes += end;
        this.#buffer = bytes.subarray(end);
        this.#byte += end;
        return isWhole ? records : [];
      } else {
        records.push({
          kind,
          monoUs: bytes.readUIntBE(at + 2, 6),
          bytes: bytes.subarray(start, end),
        });
        at = end;
      }
    }
    return undefined;
  }

  #giveUp(): void {
    this.#lost = true;
    this.end();
  }
}

function isPlausible(kind: number, length: number): kind is RecordKind {
  if (kind === recordKind.mark) return length === markBytes - recordHeadBytes;
  if (kind === recordKind.shed || kind === recordKind.end) return length === 0;
  return (
    kind === recordKind.rtp || kind === recordKind.senderReport || kind === recordKind.meta
  );
}
