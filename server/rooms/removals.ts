import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import type { Logger } from '../platform/log.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import type { RemovalInfo } from '../protocol/removals.ts';
import { personFor } from './acting-on.ts';
import type { Peer, Visit } from './peer.ts';
import type { Removal, RemovalRepository } from './removal.ts';
import type { Roster } from './roster.ts';

type Parts = {
  session: Pick<SessionInfo, 'sessionId' | 'practiceOf'>;
  repository: RemovalRepository;
  roster: Roster;
  /** Ends the seats and visits that fit, after telling each why. */
  endSeats: (fits: (who: Peer | Visit) => boolean, problem: 'removed') => void;
  clock: Clock;
  log: Logger;
};

/** Who may not come (back) into this session. Stored before anyone is sent out, so that a restart forgets nobody. */
export class Removals {
  readonly #parts: Parts;
  #removals: Removal[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async load(): Promise<void> {
    this.#removals = await this.#parts.repository.list(this.#parts.session.sessionId);
  }

  get all(): RemovalInfo[] {
    return this.#removals.map(({ removalId, displayName, byName, removedAt }) => ({
      ...{ removalId, displayName, byName },
      removedAt: removedAt.toISOString(),
    }));
  }

  /** Throws `removed` for whoever was sent out: of a practice also whoever was of the session that it is for. */
  async check(visit: Visit): Promise<void> {
    const { session, repository } = this.#parts;
    const { personKey, deviceKey } = visit;
    let isRemoved = this.#removals.some((removal) => isOf({ personKey, deviceKey }, removal));
    if (session.practiceOf) {
      const { sessionId } = session.practiceOf;
      // People have other keys there. Its room may send somebody out at any moment: what is stored counts.
      const there = {
        personKey: visit.keyIn(sessionId),
        deviceKey: visit.deviceKeyIn(sessionId),
      };
      isRemoved ||= (await repository.list(sessionId)).some((one) => isOf(there, one));
    }
    if (isRemoved) {
      throw new AppError('removed', 'A host or moderator has removed you from this session.');
    }
  }

  async remove(actor: Peer, peerId: string): Promise<void> {
    const { session, repository, roster, endSeats, clock, log } = this.#parts;
    const { personKey, deviceKey, displayName } = personFor(actor, peerId, roster);
    if (personKey === actor.personKey || deviceKey === actor.deviceKey) {
      throw new AppError('forbidden', 'Nobody can remove themselves. Leave instead.');
    }
    const removal: Removal = {
      ...{
        removalId: newId(),
        sessionId: session.sessionId,
        personKey,
        deviceKey,
        displayName,
      },
      ...{ byName: actor.displayName, removedAt: clock.now() },
    };
    await repository.add(removal);
    this.#removals = [...this.#removals, removal];
    endSeats((who) => isOf(who, removal), 'removed');
    roster.toStaff('removals:changed', { removals: this.all });
    log.info({ by: actor.peerId, peer: peerId }, 'person removed');
  }

  async readmit(actor: Peer, removalId: string): Promise<void> {
    const { repository, roster, log } = this.#parts;
    if (!this.#removals.some((removal) => removal.removalId === removalId)) {
      throw new AppError('not-found', 'Nobody was removed by this id.');
    }
    await repository.delete(removalId);
    this.#removals = this.#removals.filter((removal) => removal.removalId !== removalId);
    roster.toStaff('removals:changed', { removals: this.all });
    log.info({ by: actor.peerId, removal: removalId }, 'person readmitted');
  }
}

const isOf = (who: Pick<Visit, 'personKey' | 'deviceKey'>, removal: Removal): boolean =>
  who.personKey === removal.personKey || who.deviceKey === removal.deviceKey;
