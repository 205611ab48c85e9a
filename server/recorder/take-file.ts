import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import {
  blockBytes,
  LogBlock,
  recordKind,
  segmentMaxBytes,
  segmentMaxUs,
  segmentName,
  type RecordKind,
} from '../../media/capture/rtp-log.ts';
import type { TakeMeta } from '../../media/capture/rtp-log.ts';
import type { Clock } from '../platform/clock.ts';
import type { TakeSpec } from '../recordings/take-recorder.ts';

/** What a segment needs of a file; a test gives one that is full. */
export type SegmentFile = Pick<FileHandle, 'writev' | 'datasync' | 'close'>;
export type OpenSegmentFile = (file: string) => Promise<SegmentFile>;

/** How long a disk that refused is left alone. */
const retryAfterUs = 1_000_000;

const openNew: OpenSegmentFile = (file) => open(file, 'wx');

/**
 * One take's log on its way to disk. Records gather in a block; a sealed block is written whole, and again into a new
 * segment when the disk refused: reading drops what then appears twice. Whatever the disk does, nothing here throws.
 */
export class TakeFile {
  readonly #dir: string;
  readonly #take: TakeSpec;
  readonly #clock: Clock;
  readonly #openFile: OpenSegmentFile;
  readonly #block = new LogBlock();
  #queue: Buffer[] = [];
  #queuedBytes = 0;
  #writing: Promise<void> | undefined;
  #segment: { file: SegmentFile; bytes: number; sinceUs: number } | undefined;
  #nextSegment = 0;
  #hasFolder = false;
  #retryAtUs = -Infinity;
  #unsynced = false;
  #failure: NodeJS.ErrnoException | undefined;
  #writtenBytes = 0;
  #lastWriteUs = 0;
  /** Arrival of the last record; undefined when nothing came. */
  #lastAddedUs: number | undefined;
  #isEnded = false;

  constructor({
    dir,
    take,
    clock,
    openFile = openNew,
  }: {
    dir: string;
    take: TakeSpec;
    clock: Clock;
    openFile?: OpenSegmentFile;
  }) {
    this.#dir = dir;
    this.#take = take;
    this.#clock = clock;
    this.#openFile = openFile;
  }

  /** Bytes in memory only. */
  get unwrittenBytes(): number {
    return this.#block.bytes + this.#queuedBytes;
  }

  get writtenBytes(): number {
    return this.#writtenBytes;
  }

  get lastWriteUs(): number {
    return this.#lastWriteUs;
  }

  /** What the disk said last, until it takes our bytes again. */
  get failure(): NodeJS.ErrnoException | undefined {
    return this.#failure;
  }

  add(kind: RecordKind, monoUs: number, bytes: Uint8Array): void {
    this.#block.add(kind, monoUs, bytes);
    this.#lastAddedUs = monoUs;
    if (this.#block.bytes >= blockBytes) this.flush();
  }

  /** Seals what has gathered and writes it in the background. */
  flush(): void {
    if (this.#block.bytes > 0) {
      const sealed = this.#block.seal(this.#clock.monoUs());
      this.#queue.push(sealed);
      this.#queuedBytes += sealed.length;
    }
    if (this.#queue.length === 0 || this.#clock.monoUs() < this.#retryAtUs) return;
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
  }

  /** Makes what was written survive a power cut. */
  async sync(): Promise<void> {
    if (!this.#unsynced || !this.#segment) return;
    this.#unsynced = false;
    await this.#segment.file.datasync().catch((error: unknown) => this.#fail(error));
  }

  /** Nothing comes any more. Writes all there is, with the end, and closes. False: the disk refused, ask again. */
  async close(): Promise<boolean> {
    this.#retryAtUs = -Infinity;
    this.flush();
    if (this.#lastAddedUs !== undefined && !this.#isEnded) {
      this.add(recordKind.end, this.#lastAddedUs, Buffer.alloc(0));
      this.flush();
    }
    this.#isEnded = true;
    await this.#writing;
    await this.sync();
    await this.#closeSegment();
    return this.unwrittenBytes === 0;
  }

  async #write(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        const segment = await this.#openSegment();
        const blocks = [...this.#queue];
        const bytes = blocks.reduce((sum, { length }) => sum + length, 0);
        await writeAll(segment.file, blocks);
        this.#queue = this.#queue.slice(blocks.length);
        this.#queuedBytes -= bytes;
        segment.bytes += bytes;
        this.#writtenBytes += bytes;
        this.#lastWriteUs = this.#clock.monoUs();
        this.#unsynced = true;
        this.#failure = undefined;
      }
    } catch (error) {
      // The segment may end in half a block: readers cut that off, and we go on in a new one.
      this.#fail(error);
      await this.#closeSegment();
    }
  }

  async #openSegment() {
    const nowUs = this.#clock.monoUs();
    const isOver =
      this.#segment &&
      (this.#segment.bytes >= segmentMaxBytes || nowUs - this.#segment.sinceUs >= segmentMaxUs);
    if (isOver) {
      await this.sync();
      await this.#closeSegment();
    }
    if (this.#segment) return this.#segment;

    // Once: that of somebody who said no is deleted, and what is left in memory is not written to another.
    if (!this.#hasFolder) await mkdir(this.#dir, { recursive: true });
    this.#hasFolder = true;
    const index = this.#nextSegment;
    this.#nextSegment += 1;
    const file = await this.#openFile(path.join(this.#dir, segmentName(index)));
    this.#segment = { file, bytes: 0, sinceUs: nowUs };
    const head = new LogBlock();
    head.startSegment(this.#describe(index, nowUs));
    await writeAll(file, [head.seal(nowUs)]);
    return this.#segment;
  }

  #describe(segment: number, monoUs: number): TakeMeta {
    const wallMs = this.#clock.now().getTime();
    return { v: 1, ...this.#take, saysItsEnd: true, segment, monoUs, wallMs };
  }

  async #closeSegment(): Promise<void> {
    const segment = this.#segment;
    this.#segment = undefined;
    await segment?.file.close().catch((error: unknown) => this.#fail(error));
  }

  #fail(error: unknown): void {
    this.#failure = error as NodeJS.ErrnoException;
    this.#retryAtUs = this.#clock.monoUs() + retryAfterUs;
  }
}

/** A disk that fills up takes a part first and says so only when asked again. */
async function writeAll(file: SegmentFile, blocks: readonly Buffer[]): Promise<void> {
  let rest = blocks;
  while (rest.length > 0) {
    let { bytesWritten } = await file.writev([...rest]);
    const left: Buffer[] = [];
    for (const block of rest) {
      if (bytesWritten < block.length) left.push(block.subarray(bytesWritten));
      bytesWritten = Math.max(0, bytesWritten - block.length);
    }
    rest = left;
  }
}
