import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import type { RoomSessions } from '../sessions/room-sessions.ts';
import type { RoomAttendance } from './attendance-book.ts';
import type { Peer, Visit } from './peer.ts';
import { standingRole } from './permissions.ts';

type Parts = {
  session: () => SessionInfo;
  sessions: Pick<RoomSessions, 'setLocked'>;
  attendance: Pick<RoomAttendance, 'list'>;
  /** Tells everyone of the session as it now is. */
  announce: (session: SessionInfo) => void;
  clock: Clock;
};

/**
 * Keeps newcomers in the lobby while the room is locked. Whoever was in this session before may come back, and whoever
 * may take the stage is no newcomer.
 */
export class RoomLock {
  readonly #parts: Parts;
  /** By person: a page opened anew is still the same one. */
  readonly #persons = new Set<string>();
  /** By peer, from before this room was opened: persons are not stored. */
  #peersBefore: ReadonlySet<string> = new Set();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async load(): Promise<void> {
    const { session, attendance } = this.#parts;
    const stays = await attendance.list(session().sessionId);
    this.#peersBefore = new Set(stays.map(({ peerId }) => peerId));
  }

  /** Throws `locked` for whoever has to wait. */
  check(visit: Visit): void {
    if (this.#parts.session().lockedAt === undefined) return;
    if (standingRole(visit.role, visit.leave) !== 'listener') return;
    if (this.#persons.has(visit.personKey) || this.#peersBefore.has(visit.peerId)) return;
    throw new AppError('locked', 'The room is locked. Wait until it is opened again.');
  }

  cameIn({ personKey }: Peer): void {
    this.#persons.add(personKey);
  }

  /** Stored first, then announced; locking what is locked changes nothing. */
  async set(isLocked: boolean): Promise<void> {
    const { session, sessions, announce, clock } = this.#parts;
    const { sessionId, lockedAt } = session();
    if ((lockedAt !== undefined) === isLocked) return;
    announce(await sessions.setLocked(sessionId, isLocked ? clock.now() : undefined));
  }
}
