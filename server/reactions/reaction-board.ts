import { AppError } from '../platform/app-error.ts';
import { TokenBucket } from '../platform/token-bucket.ts';
import type { ReactionKind } from '../protocol/reactions.ts';
import type { Notice } from '../protocol/protocol.ts';
import { atMostEvery } from '../rooms/at-most-every.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';

/** How often counts are news. */
const newsMs = 500;
/** Of one person: as fast as fingers for a moment, in the long run two a second. */
const bucketSize = { burst: 10, perSecond: 2 };
const sweepMs = 60_000;

/** Reactions to the stage: counted, told, and forgotten. */
export class ReactionBoard {
  readonly #floor: RoomFloor;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #announce: () => void;
  #counts: Notice<'reactions:counted'>['counts'] = {};

  constructor(floor: RoomFloor) {
    this.#floor = floor;
    this.#announce = atMostEvery(floor.scope, 'reactions', newsMs, () => this.#tell());
    floor.scope.every('reaction buckets', sweepMs, () => {
      for (const [personKey, bucket] of this.#buckets) {
        if (bucket.isFull(this.#nowMs)) this.#buckets.delete(personKey);
      }
    });
  }

  send({ personKey, isSeated }: Caller, kind: ReactionKind): void {
    if (!isSeated) throw new AppError('not-joined', 'Join the room first.');
    const bucket = this.#buckets.get(personKey) ?? new TokenBucket(bucketSize, this.#nowMs);
    this.#buckets.set(personKey, bucket);
    if (!bucket.take(this.#nowMs)) throw new AppError('too-many', 'Wait a moment.');
    this.#counts[kind] = (this.#counts[kind] ?? 0) + 1;
    this.#announce();
  }

  get #nowMs(): number {
    return this.#floor.clock.now().getTime();
  }

  #tell(): void {
    const counts = this.#counts;
    this.#counts = {};
    this.#floor.tell('reactions:counted', { counts }, ({ isSeated }) => isSeated, {
      fleeting: true,
    });
  }
}
