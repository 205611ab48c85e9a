import type { Clock } from '../platform/clock.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import type { RoomSessions } from '../sessions/room-sessions.ts';
import { mayTakeStage, standingRole } from './permissions.ts';
import type { Roster } from './roster.ts';

type Parts = {
  session: () => SessionInfo;
  sessions: Pick<RoomSessions, 'findPractice' | 'openPractice'>;
  roster: Roster;
  clock: Clock;
};

/** The practice of this room's session: a session of its own, in a room of its own, which the stage is told of. */
export class RoomPractice {
  readonly #parts: Parts;
  #code: string | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Where it is, while there is one. */
  get code(): string | undefined {
    return this.#code;
  }

  async load(): Promise<void> {
    const { session, sessions } = this.#parts;
    this.#code = (await sessions.findPractice(session().sessionId))?.code;
  }

  async open(): Promise<{ code: string }> {
    const { session, sessions, clock } = this.#parts;
    const { code } = await sessions.openPractice(session().sessionId, clock.now());
    this.opened(code);
    return { code };
  }

  /** A host opened it from the studio. */
  opened(code: string): void {
    if (this.#code !== code) this.#tell(code);
  }

  ended(): void {
    this.#tell(undefined);
  }

  #tell(code: string | undefined): void {
    this.#code = code;
    const { peers, visits } = this.#parts.roster;
    for (const peer of [...peers.values(), ...visits.values()]) {
      if (!mayTakeStage(standingRole(peer.role, peer.leave))) continue;
      this.#parts.roster.toPeer(peer, 'practice:changed', code ? { code } : {});
    }
  }
}
