import { AppError } from '../platform/app-error.ts';
import type { OwnHand, RaisedHand, RequestOutput } from '../protocol/protocol.ts';
import { atMostEvery } from '../rooms/at-most-every.ts';
import { seesEveryone } from '../rooms/permissions.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';
import { HandQueue, type Hand } from './hand-queue.ts';

/** Many hands go up at once; everyone's place is news twice a second. */
const tellMs = 500;

/** A hand waits so long for its person, which is longer than their seat does: a bus through a tunnel, a new phone. */
export const absentMs = 5 * 60_000;

/**
 * The raised hands of a room. They live in memory with the room: a hand is a wish of this minute, worth nothing after a
 * restart. Staff hear of all, each raiser of their own place.
 */
export class HandBoard {
  readonly #floor: RoomFloor;
  readonly #queue = new HandQueue();
  /** What each raiser was last told. */
  readonly #toldPlaces = new Map<string, number>();
  /** By peer whose person is away: takes back the end of the wait. */
  readonly #absent = new Map<string, () => void>();
  readonly #tell: () => void;

  constructor(floor: RoomFloor) {
    this.#floor = floor;
    this.#tell = atMostEvery(floor.scope, 'raised hands', tellMs, () => this.#announce());
  }

  read({ peerId, role }: Caller): RequestOutput<'hands:read'> {
    const mine = this.#ownOf(peerId);
    const hands = seesEveryone(role) ? this.#queue.inOrder.map(toRaisedHand) : [];
    return { hands, ...(mine ? { mine } : {}) };
  }

  raise({ peerId, displayName, isSeated }: Caller, reason: string): OwnHand {
    if (!isSeated) throw new AppError('not-joined', 'Join the room first.');
    this.#queue.raise({ peerId, displayName, reason, raisedAt: this.#floor.clock.now() });
    const place = this.#queue.placeOf(peerId) ?? this.#queue.size;
    this.#toldPlaces.set(peerId, place);
    this.#tell();
    return { place, reason };
  }

  /** Whoever is heard, leaves or changes their mind. Does nothing where no hand is up. */
  lower(peerId: string): void {
    if (!this.#queue.lower(peerId)) return;
    this.#forgetAbsence(peerId);
    this.#toldPlaces.delete(peerId);
    this.#floor.tellPeer(peerId, 'hand:changed', {});
    this.#tell();
  }

  lowerAll(): void {
    for (const { peerId } of this.#queue.inOrder) this.lower(peerId);
  }

  /** Someone came, went, was lost or came back. */
  peopleChanged(): void {
    if (this.#queue.size === 0) return;
    const here = new Set(this.#floor.callers().map((caller) => caller.peerId));
    for (const { peerId } of this.#queue.inOrder) {
      if (here.has(peerId)) this.#forgetAbsence(peerId);
      else if (!this.#absent.has(peerId)) {
        const cancel = this.#floor.scope.after('absent hand', absentMs, () =>
          this.lower(peerId),
        );
        this.#absent.set(peerId, cancel);
      }
    }
  }

  #forgetAbsence(peerId: string): void {
    this.#absent.get(peerId)?.();
    this.#absent.delete(peerId);
  }

  #ownOf(peerId: string): OwnHand | undefined {
    const hand = this.#queue.find(peerId);
    const place = this.#queue.placeOf(peerId);
    return hand && place ? { place, reason: hand.reason } : undefined;
  }

  #announce(): void {
    const hands = this.#queue.inOrder;
    const payload = { hands: hands.map(toRaisedHand) };
    this.#floor.tell('hands:changed', payload, ({ role }) => seesEveryone(role));
    for (const [index, { peerId, reason }] of hands.entries()) {
      const place = index + 1;
      if (this.#toldPlaces.get(peerId) === place) continue;
      this.#toldPlaces.set(peerId, place);
      this.#floor.tellPeer(peerId, 'hand:changed', { mine: { place, reason } });
    }
  }
}

const toRaisedHand = ({ raisedAt, ...hand }: Hand): RaisedHand => ({
  ...hand,
  raisedAt: raisedAt.toISOString(),
});
