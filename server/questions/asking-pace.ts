import { AppError } from '../platform/app-error.ts';
import { TokenBucket, type BucketSize } from '../platform/token-bucket.ts';

/** Questions of one person: three at once, then one every twenty seconds. */
const bucketSize: BucketSize = { burst: 3, perSecond: 1 / 20 };

/** How fast each person asks. */
export class AskingPace {
  readonly #people = new Map<string, TokenBucket>();

  /** @param nowMs of any clock. */
  check(personKey: string, nowMs: number): void {
    const bucket = this.#people.get(personKey) ?? new TokenBucket(bucketSize, nowMs);
    this.#people.set(personKey, bucket);
    if (bucket.take(nowMs)) return;
    throw new AppError('too-many', 'You have asked several questions. Wait twenty seconds.');
  }
}
