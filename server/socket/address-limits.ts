import { TokenBucket, type BucketSize } from '../platform/token-bucket.ts';

/**
 * Limits for all sockets of one address together. They are wide: a school or a mobile network shows us hundreds of
 * people behind one address, and after a restart of the hub they come back in the same second.
 */
export type AddressLimitSizes = {
  /** Sockets open at once. */
  sockets: number;
  connects: BucketSize;
  requests: BucketSize;
};

export const addressLimitSizes: AddressLimitSizes = {
  sockets: 1_000,
  connects: { burst: 2_000, perSecond: 100 },
  requests: { burst: 20_000, perSecond: 2_000 },
};

type Entry = { sockets: number; connects: TokenBucket; requests: TokenBucket };

export class AddressLimits {
  readonly #sizes: AddressLimitSizes;
  readonly #entries = new Map<string, Entry>();

  constructor(sizes: AddressLimitSizes) {
    this.#sizes = sizes;
  }

  /** Whether one more socket may be opened from here. Counts the attempt. */
  mayConnect(address: string, nowMs: number): boolean {
    const entry = this.#entry(address, nowMs);
    return entry.connects.take(nowMs) && entry.sockets < this.#sizes.sockets;
  }

  mayRequest(address: string, nowMs: number): boolean {
    return this.#entry(address, nowMs).requests.take(nowMs);
  }

  opened(address: string, nowMs: number): void {
    this.#entry(address, nowMs).sockets += 1;
  }

  closed(address: string, nowMs: number): void {
    this.#entry(address, nowMs).sockets -= 1;
  }

  /** Forgets addresses that have nothing open and nothing owed. Call now and then. */
  sweep(nowMs: number): void {
    for (const [address, { sockets, connects, requests }] of this.#entries) {
      if (sockets <= 0 && connects.isFull(nowMs) && requests.isFull(nowMs)) {
        this.#entries.delete(address);
      }
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  #entry(address: string, nowMs: number): Entry {
    let entry = this.#entries.get(address);
    if (!entry) {
      const connects = new TokenBucket(this.#sizes.connects, nowMs);
      const requests = new TokenBucket(this.#sizes.requests, nowMs);
      entry = { sockets: 0, connects, requests };
      this.#entries.set(address, entry);
    }
    return entry;
  }
}
