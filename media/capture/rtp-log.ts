import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { MediaKind, Source } from '../../server/protocol/words.ts';

/**
 * RTPL1, the format of a take on disk: RTP packets as they came, the sender reports that date them, and marks that
 * prove what is whole. It is only ever appended to, so a crash can cost the last fifth of a second and nothing before.
 *
 *     take    := directory of segments 0000.rtpl, 0001.rtpl, … (a new one each minute or 64 MB)
 *     segment := "RTPL1\n" record*
 *     record  := u16 length | u48 monoUs | u16 kind | bytes          all big-endian
 *     kind    := 0 RTP packet | 1 RTCP sender report | 2 JSON (TakeMeta, first record of a segment) | 3 mark
 *                | 4 shed: packets come that are not kept, for want of disk or memory; empty, one a second at most
 *                | 5 end: all that came of the take lies before it; empty, in a block of its own
 *     mark    := u32 CRC-32 of everything between the mark before it, or the segment's start, and itself
 *
 * What lies between two marks is a block. Where a disk refused, blocks of a segment come again in the next one. monoUs is
 * CLOCK_MONOTONIC on arrival, in µs.
 */
export const segmentHeader = Buffer.from('RTPL1\n', 'latin1');
export const recordHeadBytes = 10;
export const markBytes = recordHeadBytes + 4;
/** The last block of a take that is whole. */
export const endBlockBytes = recordHeadBytes + markBytes;
/** A writer closes its block at this size at the latest, one record more or less. */
export const blockBytes = 64 * 1024;
export const segmentMaxBytes = 64 * 1024 * 1024;
export const segmentMaxUs = 60_000_000;

export const recordKind = {
  rtp: 0,
  senderReport: 1,
  meta: 2,
  mark: 3,
  shed: 4,
  end: 5,
} as const;
export type RecordKind = (typeof recordKind)[keyof typeof recordKind];

export type LogRecord = {
  kind: RecordKind;
  /** Arrival, CLOCK_MONOTONIC in µs. */
  monoUs: number;
  bytes: Buffer;
};

/** What a segment says of itself: enough to read it without the timeline. */
export const TakeMeta = z.object({
  v: z.literal(1),
  recordingId: z.string(),
  takeId: z.string(),
  peerId: z.string(),
  producerId: z.string(),
  kind: MediaKind,
  source: Source,
  codec: z.enum(['opus', 'vp8', 'h264']),
  fmtp: z.record(z.string(), z.union([z.string(), z.number()])),
  payloadType: z.int().min(0).max(127),
  ssrc: z.int().min(0),
  /** RTP clock, ticks a second. */
  clockRate: z.int().min(1),
  /** The mediasoup worker whose clock the sender reports show. */
  workerPid: z.int(),
  /** Its writer ends it with a record that says so: without one it is not whole. Absent in takes of earlier versions. */
  saysItsEnd: z.literal(true).optional(),
  segment: z.int().min(0),
  monoUs: z.int(),
  wallMs: z.int(),
});
export type TakeMeta = z.infer<typeof TakeMeta>;

/** Segments sort by name for the first ten thousand, a week of them; `compareSegments` sorts any number. */
export function segmentName(index: number): string {
  return `${String(index).padStart(4, '0')}.rtpl`;
}

/** The number of a segment by its file name, or undefined for any other file. */
export function segmentIndex(fileName: string): number | undefined {
  const digits = /^(\d{4,})\.rtpl$/.exec(fileName)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Collects records and seals them under one CRC. */
export class LogBlock {
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** Begins a segment: its header and the record that describes it. */
  startSegment(meta: TakeMeta): void {
    this.#push(segmentHeader);
    this.add(recordKind.meta, meta.monoUs, Buffer.from(JSON.stringify(meta)));
  }

  /** Throws RangeError for more than 65,535 bytes; a UDP packet never is. */
  add(kind: RecordKind, monoUs: number, bytes: Uint8Array): void {
    this.#push(recordHead(kind, monoUs, bytes.length));
    this.#push(bytes);
  }

  /** All records since the last seal, with their mark: what one write puts on disk. Leaves the block empty. */
  seal(monoUs: number): Buffer {
    const sealed = Buffer.concat(
      [...this.#chunks, Buffer.alloc(markBytes)],
      this.#bytes + markBytes,
    );
    const markAt = this.#bytes + recordHeadBytes;
    recordHead(recordKind.mark, monoUs, 4).copy(sealed, this.#bytes);
    sealed.writeUInt32BE(crc32(sealed.subarray(0, markAt)), markAt);
    this.#chunks = [];
    this.#bytes = 0;
    return sealed;
  }

  #push(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#bytes += bytes.length;
  }
}

/** Whether the last bytes of a segment, as many as such a block has, say that its take is whole. */
export function isEndBlock(tail: Buffer): boolean {
  if (tail.length !== endBlockBytes || tail.readUInt16BE(8) !== recordKind.end) return false;
  const crcAt = endBlockBytes - 4;
  return crc32(tail.subarray(0, crcAt)) === tail.readUInt32BE(crcAt);
}

function recordHead(kind: RecordKind, monoUs: number, length: number): Buffer {
  const head = Buffer.allocUnsafe(recordHeadBytes);
  head.writeUInt16BE(length, 0);
  head.writeUIntBE(monoUs, 2, 6);
  head.writeUInt16BE(kind, 8);
  return head;
}
