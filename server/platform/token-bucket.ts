export type BucketSize = {
  /** How many at once. */
  burst: number;
  /** How many a second in the long run. */
  perSecond: number;
};

/** A rate limit: `burst` tokens at first, refilled at `perSecond`. Time is given, in milliseconds of any clock. */
export class TokenBucket {
  readonly #size: BucketSize;
  #tokens: number;
  #atMs: number;

  constructor(size: BucketSize, nowMs: number) {
    this.#size = size;
    this.#tokens = size.burst;
    this.#atMs = nowMs;
  }

  /** Takes a token if there is one. */
  take(nowMs: number): boolean {
    this.#refill(nowMs);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Whether it is as good as new, and may be forgotten. */
  isFull(nowMs: number): boolean {
    this.#refill(nowMs);
    return this.#tokens >= this.#size.burst;
  }

  #refill(nowMs: number): void {
    const { burst, perSecond } = this.#size;
    const elapsedMs = Math.max(0, nowMs - this.#atMs);
    this.#tokens = Math.min(burst, this.#tokens + (elapsedMs / 1000) * perSecond);
    this.#atMs = nowMs;
  }
}
