import type { FileHandle } from 'node:fs/promises';
import { createSerial } from '../platform/serial.ts';

/** What a segment needs of a file; a test gives one that is full. */
export type SegmentFile = Pick<FileHandle, 'writev' | 'datasync' | 'close'>;

/** What is kept at most: of pictures that is a dozen seconds, */
const keptBytes = 4 * 1024 * 1024;
/** and of sound, at five a second, three minutes. Behind half of 65,536 packets readers would take a repeat for new. */
const keptBlocks = 1_000;

/**
 * One file of a take's log. A disk may take what is written and say only when it is to sync that it has not got it. So
 * what was written since it last said yes is kept here, to be written again elsewhere.
 */
export class TakeSegment {
  readonly sinceUs: number;
  readonly #file: SegmentFile;
  readonly #inTurn = createSerial();
  #bytes = 0;
  #unsynced: Buffer[] = [];
  #hasForgotten = false;
  #failure: NodeJS.ErrnoException | undefined;

  constructor(file: SegmentFile, sinceUs: number) {
    this.#file = file;
    this.sinceUs = sinceUs;
  }

  /** Of blocks that were written. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Written, and not known to survive a power cut: the last of it. */
  get unsynced(): readonly Buffer[] {
    return this.#unsynced;
  }

  /** There is more that is not known to, and was not kept. */
  get hasForgotten(): boolean {
    return this.#hasForgotten;
  }

  /** Why `unsynced` is to be written elsewhere. */
  get failure(): NodeJS.ErrnoException | undefined {
    return this.#failure;
  }

  /** What it begins with, which belongs to no other. */
  async writeHead(head: Buffer): Promise<void> {
    await writeAll(this.#file, [head]);
  }

  async write(blocks: readonly Buffer[]): Promise<void> {
    await writeAll(this.#file, blocks);
    for (const { length } of blocks) this.#bytes += length;
    this.#unsynced.push(...blocks);
    this.#forgetOldest();
  }

  /** Whether all that was written before survives a power cut; undefined where that was known. */
  sync(): Promise<boolean | undefined> {
    return this.#inTurn(() => this.#sync());
  }

  /** Once it is synced. What fails then loses nothing. */
  close(): Promise<void> {
    return this.#file.close();
  }

  /** A disk that has said no forgets that it did, and says yes when it is asked again: it is not. */
  async #sync(): Promise<boolean | undefined> {
    if (this.#failure) return false;
    const asked = this.#unsynced;
    const hadForgotten = this.#hasForgotten;
    if (asked.length === 0) return undefined;
    this.#unsynced = [];
    this.#hasForgotten = false;
    try {
      await this.#file.datasync();
      return true;
    } catch (error) {
      this.#hasForgotten ||= hadForgotten;
      this.#refused(error, asked);
      return false;
    }
  }

  #refused(error: unknown, blocks: readonly Buffer[]): void {
    this.#failure = error as NodeJS.ErrnoException;
    this.#unsynced = [...blocks, ...this.#unsynced];
    this.#forgetOldest();
  }

  #forgetOldest(): void {
    let bytes = 0;
    for (const { length } of this.#unsynced) bytes += length;
    while (bytes > keptBytes || this.#unsynced.length > keptBlocks) {
      bytes -= this.#unsynced.shift()?.length ?? 0;
      this.#hasForgotten = true;
    }
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
