import { createHash, type Hash } from 'node:crypto';
import type { RemuxedTake } from '../contract/remuxed-take.ts';

/** Tells by each chunk what a take's file holds of it. A take that goes on leaves the chunks before as they were. */
export class ChunkDigests {
  readonly #done: RemuxedTake['chunkDigests'] = [];
  readonly #toChunk: (ms: number) => number;
  #track = '';
  #chunk: number | undefined;
  #hash: Hash | undefined;

  constructor(toChunk: (ms: number) => number) {
    this.#toChunk = toChunk;
  }

  /** @param track what a decoder is set up with. */
  begin(track: string): void {
    this.#track = track;
  }

  /** A frame as it is written, in the order of the file. */
  add(ms: number, data: Buffer): void {
    const chunk = this.#toChunk(ms);
    if (!this.#hash || chunk !== this.#chunk) {
      this.#keep();
      this.#chunk = chunk;
      this.#hash = createHash('sha256').update(this.#track);
    }
    this.#hash.update(`${ms} ${data.length} `).update(data);
  }

  /** So far: the last one is of what has come of its chunk. */
  list(): RemuxedTake['chunkDigests'] {
    return [...this.#done, ...this.#current()];
  }

  #keep(): void {
    this.#done.push(...this.#current());
  }

  #current(): RemuxedTake['chunkDigests'] {
    if (this.#chunk === undefined || !this.#hash) return [];
    const digest = this.#hash.copy().digest('hex').slice(0, 32);
    return [{ chunk: this.#chunk, digest }];
  }
}
