import { TokenBucket, type BucketSize } from '../platform/token-bucket.ts';

export type TestLimits = {
  /** Tests open at once, of everyone. */
  atOnce: number;
  /** Of those, from one address. */
  perAddress: number;
  /** How often one address may begin. */
  begun: BucketSize;
  /** How long one lasts at most, in ms. */
  lastsMs: number;
};

/** How often each address began a test lately. An address that has been quiet is forgotten. */
export class AddressTurns {
  readonly #size: BucketSize;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor({ begun }: Pick<TestLimits, 'begun'>) {
    this.#size = begun;
  }

  /** Takes a turn if there is one. */
  take(address: string, nowMs: number): boolean {
    for (const [one, bucket] of this.#buckets) {
      if (bucket.isFull(nowMs)) this.#buckets.delete(one);
    }
    const bucket = this.#buckets.get(address) ?? new TokenBucket(this.#size, nowMs);
    this.#buckets.set(address, bucket);
    return bucket.take(nowMs);
  }

  get size(): number {
    return this.#buckets.size;
  }
}
