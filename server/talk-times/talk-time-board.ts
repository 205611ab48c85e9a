import type { SessionInfo } from '../protocol/protocol.ts';
import type { TalkTimes } from '../protocol/talk-times.ts';
import { seesEveryone } from '../rooms/permissions.ts';
import type { RoomFloor } from '../rooms/room-floor.ts';
import { hear, voicesIn, type Measured, type TalkTime } from './talk-time.ts';

/** Minutes are what staff go by. */
const tellMs = 5_000;

/**
 * Who has spoken for how long while the session was live, by person: a reload, another device or another worker goes
 * on counting. It is in memory with the room, like hands; after a restart of the hub it begins anew, and says since when.
 */
export class TalkTimeBoard {
  readonly #floor: RoomFloor;
  readonly #sinceMs: number;
  /** By person. */
  readonly #times = new Map<string, TalkTime>();
  #told: string;

  constructor({ state, wentLiveAt, practiceOf }: SessionInfo, floor: RoomFloor) {
    this.#floor = floor;
    // Nobody speaks in a practice before its room is open.
    const wasLive = state === 'live' && wentLiveAt && !practiceOf;
    const now = floor.clock.now().getTime();
    this.#sinceMs = wasLive ? Math.max(0, now - Date.parse(wentLiveAt)) : 0;
    this.#told = JSON.stringify({ sinceMs: this.#sinceMs, people: [] });
    floor.scope.every('talk times', tellMs, () => this.#tell());
  }

  /** Of those who are here now, or whose seat is kept. */
  read(): TalkTimes {
    const people = this.#floor.seats().flatMap(({ peerId, personKey }) => {
      const { spokenMs, lastMs } = this.#times.get(personKey) ?? {};
      return spokenMs === undefined || lastMs === undefined
        ? []
        : [{ peerId, spokenMs, lastMs }];
    });
    return { sinceMs: this.#sinceMs, people };
  }

  /** What all open microphones are measured at, at one moment. */
  hear(measured: readonly Measured[]): void {
    const atMs = this.#floor.sessionMs();
    if (atMs === undefined || this.#floor.session().state !== 'live') return;
    for (const personKey of voicesIn(measured)) {
      this.#times.set(personKey, hear(this.#times.get(personKey), atMs));
    }
  }

  #tell(): void {
    const talkTimes = this.read();
    const text = JSON.stringify(talkTimes);
    if (text === this.#told) return;
    this.#told = text;
    this.#floor.tell('talk-times:changed', talkTimes, ({ role }) => seesEveryone(role));
  }
}
