import { TokenBucket } from '../platform/token-bucket.ts';
import type { ChatSettings } from '../protocol/chat.ts';
import type { Role } from '../protocol/words.ts';
import { mayTakeStage, seesEveryone } from '../rooms/permissions.ts';

type Writer = { role: Role; isMuted: boolean };

/** Whether this person may write in the chat as it is set. Pure. */
export function mayWrite({ role, isMuted }: Writer, { writers }: ChatSettings): boolean {
  if (isMuted || writers === 'nobody') return false;
  return writers === 'everyone' || mayTakeStage(role);
}

/** Slow mode is for the audience and its speakers; who keeps order may have to answer many. */
export function slowMsFor(role: Role, { slowSeconds }: ChatSettings): number {
  return seesEveryone(role) ? 0 : slowSeconds * 1000;
}

/** Faster than anyone writes, slower than a program. */
const bucketSize = { burst: 10, perSecond: 1 };

/** How fast each person writes. Time is given, in milliseconds of any clock. */
export class WritingPace {
  readonly #people = new Map<string, { bucket: TokenBucket; lastMs: number }>();

  /** Notes one more message, if it does not come too soon; the returned function unsays it. */
  take(personKey: string, slowMs: number, nowMs: number): (() => void) | undefined {
    const before = this.#people.get(personKey);
    if (before && nowMs - before.lastMs < slowMs) return undefined;
    const bucket = before?.bucket ?? new TokenBucket(bucketSize, nowMs);
    if (!bucket.take(nowMs)) return undefined;
    this.#people.set(personKey, { bucket, lastMs: nowMs });
    return () => {
      // Unless the person has written again meanwhile.
      if (this.#people.get(personKey)?.lastMs !== nowMs) return;
      if (before) this.#people.set(personKey, before);
      else this.#people.delete(personKey);
    };
  }

  /** Takes over what is known from before. */
  remember(personKey: string, lastMs: number, nowMs: number): void {
    this.#people.set(personKey, { bucket: new TokenBucket(bucketSize, nowMs), lastMs });
  }

  /** Milliseconds since this person last wrote. */
  msSince(personKey: string, nowMs: number): number | undefined {
    const lastMs = this.#people.get(personKey)?.lastMs;
    return lastMs === undefined ? undefined : Math.max(0, nowMs - lastMs);
  }

  /** Forgets those whose last message is longer ago than any wait. Call now and then. */
  sweep(longestMs: number, nowMs: number): void {
    for (const [personKey, { bucket, lastMs }] of this.#people) {
      if (nowMs - lastMs > longestMs && bucket.isFull(nowMs)) this.#people.delete(personKey);
    }
  }
}
