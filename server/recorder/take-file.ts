import { mkdir, open } from 'node:fs/promises';
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
import { TakeSegment, type SegmentFile } from './take-segment.ts';

export type OpenSegmentFile = (file: string) => Promise<SegmentFile>;

/** How long a disk that refused is left alone. */
const retryAfterUs = 1_000_000;
/** As often, one after the other, is what it does not keep written again: for some eight minutes at a take's end. */
const mostRefusals = 20;

const openNew: OpenSegmentFile = (file) => open(file, 'wx');

/**
 * One take's log on its way to disk. Records gather in a block; a sealed block is written whole, and again into a new
 * segment when the disk refused, be it to write or to sync: reading drops what then appears twice. Whatever the disk does,
 * nothing here throws.
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
  #closing: Promise<boolean> | undefined;
  #segment: TakeSegment | undefined;
  #nextSegment = 0;
  #hasFolder = false;
  #retryAtUs = -Infinity;
  #failure: NodeJS.ErrnoException | undefined;
  #syncFailure: NodeJS.ErrnoException | undefined;
  /** Segments that were not kept, one after the other. */
  #refusals = 0;
  /** Something may be lost, since this happened: nothing says any more that the take is whole. */
  #lostBy: NodeJS.ErrnoException | undefined;
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

  /** What the disk said last, until it takes our bytes again, and keeps them. To the end, where it may have lost some. */
  get failure(): NodeJS.ErrnoException | undefined {
    return this.#failure ?? this.#syncFailure;
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
    const isDue = this.#queue.length > 0 || this.#segment?.failure !== undefined;
    if (!isDue || this.#clock.monoUs() < this.#retryAtUs) return;
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
  }

  /** Makes what was written survive a power cut. */
  async sync(): Promise<void> {
    const segment = this.#segment;
    if (segment) this.#heed(segment, await segment.sync());
  }

  /**
   * Nothing comes any more. Writes all there is, with the end, and closes. False: the disk refused, ask again. Where it may
   * have lost something there is no end.
   */
  close(): Promise<boolean> {
    this.#closing ??= this.#close().finally(() => (this.#closing = undefined));
    return this.#closing;
  }

  async #close(): Promise<boolean> {
    await this.#writeAndSync();
    const monoUs = this.#lastAddedUs;
    if (this.#isDone && monoUs !== undefined && !this.#lostBy && !this.#isEnded) {
      // Not before: it says that all that lies before it is there.
      this.#isEnded = true;
      this.add(recordKind.end, monoUs, Buffer.alloc(0));
      await this.#writeAndSync();
    }
    if (this.#isDone) await this.#endSegment();
    return this.#isDone;
  }

  async #writeAndSync(): Promise<void> {
    this.#retryAtUs = -Infinity;
    this.flush();
    await this.#writing;
    await this.sync();
  }

  /** Whether there is nothing left to try. */
  get #isDone(): boolean {
    const mustRewrite = this.#segment?.failure !== undefined && !this.#lostBy;
    return this.unwrittenBytes === 0 && !mustRewrite;
  }

  async #write(): Promise<void> {
    try {
      if (this.#segment?.failure) await this.#endSegment();
      while (this.#queue.length > 0) {
        const segment = await this.#openSegment();
        const blocks = [...this.#queue];
        const bytes = blocks.reduce((sum, { length }) => sum + length, 0);
        await segment.write(blocks);
        this.#queue = this.#queue.slice(blocks.length);
        this.#queuedBytes -= bytes;
        this.#writtenBytes += bytes;
        this.#lastWriteUs = this.#clock.monoUs();
        this.#failure = undefined;
      }
    } catch (error) {
      // The segment may end in half a block: readers cut that off, and we go on in a new one.
      this.#fail(error);
      await this.#endSegment();
    }
  }

  async #openSegment() {
    const nowUs = this.#clock.monoUs();
    const isOver =
      this.#segment &&
      (this.#segment.failure !== undefined ||
        this.#segment.bytes >= segmentMaxBytes ||
        nowUs - this.#segment.sinceUs >= segmentMaxUs);
    if (isOver) await this.#endSegment();
    if (this.#segment) return this.#segment;

    // Once: that of somebody who said no is deleted, and what is left in memory is not written to another.
    if (!this.#hasFolder) await mkdir(this.#dir, { recursive: true });
    this.#hasFolder = true;
    const index = this.#nextSegment;
    this.#nextSegment += 1;
    const file = await this.#openFile(path.join(this.#dir, segmentName(index)));
    this.#segment = new TakeSegment(file, nowUs);
    const head = new LogBlock();
    head.startSegment(this.#describe(index, nowUs));
    await this.#segment.writeHead(head.seal(nowUs));
    return this.#segment;
  }

  #describe(segment: number, monoUs: number): TakeMeta {
    const wallMs = this.#clock.now().getTime();
    return { v: 1, ...this.#take, saysItsEnd: true, segment, monoUs, wallMs };
  }

  /** What the disk does not keep of it is written again, into the next. */
  async #endSegment(): Promise<void> {
    const segment = this.#segment;
    if (!segment) return;
    this.#heed(segment, await segment.sync());
    this.#segment = undefined;
    await segment.close().catch((error: unknown) => this.#fail(error));
    if (!segment.failure || this.#lostBy) return;

    this.#queue = [...segment.unsynced, ...this.#queue];
    for (const { length } of segment.unsynced) this.#queuedBytes += length;
    this.#refusals += 1;
    if (segment.hasForgotten || this.#refusals >= mostRefusals) this.#lostBy = segment.failure;
  }

  /** What a segment said of what is in it. */
  #heed({ failure }: TakeSegment, isKept: boolean | undefined): void {
    if (isKept === undefined) return;
    if (isKept) this.#refusals = 0;
    else this.#retryAtUs = this.#clock.monoUs() + retryAfterUs;
    this.#syncFailure = isKept ? this.#lostBy : failure;
  }

  #fail(error: unknown): void {
    this.#failure = error as NodeJS.ErrnoException;
    this.#retryAtUs = this.#clock.monoUs() + retryAfterUs;
  }
}
