import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { RoomLimits } from './room-ports.ts';
import type { Roster } from './roster.ts';

/** While somebody is on stage, or a moderator is there: they may want to go on, or find who ends it. */
const patience = 6;

type Attendance = 'attended' | 'occupied' | 'empty';

type Parts = { scope: Scope; limits: RoomLimits; clock: Clock; log: Logger };

type Events = {
  /** When it would end has changed. */
  changed(): void;
  /** Nobody runs it any more: ask the room to end it, in its turn. */
  endBySelf(): Promise<void>;
};

/**
 * A live session that nobody runs ends by itself, so that a forgotten tab on stage is not recorded until the disk is full.
 * A host runs it, or a moderator together with a stage. ABANDONED_MINUTES after everyone has left; six times as long after
 * the last who ran it has left, while others stay.
 */
export class Unattended {
  readonly #parts: Parts;
  readonly #events: Events;
  #attendance: Attendance = 'attended';
  #sinceMs = 0;
  #ends: { at: string; forget: () => void } | undefined;

  constructor(parts: Parts, events: Events) {
    this.#parts = parts;
    this.#events = events;
  }

  /** ISO 8601; undefined while somebody runs it. */
  get endsBySelfAt(): string | undefined {
    return this.#ends?.at;
  }

  peopleChanged(isLive: boolean, roster: Roster): void {
    const { clock, limits, log, scope } = this.#parts;
    const attendance = isLive ? attendanceOf(roster) : 'attended';
    if (attendance === this.#attendance) return;
    const nowMs = clock.now().getTime();
    if (this.#attendance === 'attended') this.#sinceMs = nowMs;
    this.#attendance = attendance;
    this.#ends?.forget();
    this.#ends = undefined;
    if (attendance !== 'attended') {
      const latestMs = this.#sinceMs + patience * limits.abandonedMs;
      const endsAtMs =
        attendance === 'empty' ? Math.min(nowMs + limits.abandonedMs, latestMs) : latestMs;
      const forget = scope.after('unattended', Math.max(0, endsAtMs - nowMs), () => {
        this.#ends = undefined;
        this.#attendance = 'attended';
        log.warn({ attendance }, 'nobody runs this live session, ending it');
        this.#events.endBySelf().catch((error: unknown) => {
          log.error({ err: error }, 'unattended session not ended');
          // In an empty room nobody else would ask again.
          if (!scope.ending) this.peopleChanged(isLive, roster);
        });
      });
      this.#ends = { at: new Date(endsAtMs).toISOString(), forget };
    }
    this.#events.changed();
  }
}

function attendanceOf(roster: Roster): Attendance {
  const hasStage = roster.onStage.some((peer) => peer.connectionId !== undefined);
  const hasModerator = roster.isConnected('moderator');
  if (roster.isConnected('host') || (hasModerator && hasStage)) return 'attended';
  return hasModerator || hasStage ? 'occupied' : 'empty';
}
