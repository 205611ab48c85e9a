import type { Logger } from '../platform/log.ts';
import type { StoppableSource } from '../protocol/orders.ts';
import { personFor } from './acting-on.ts';
import type { Peer } from './peer.ts';
import { mayActOn } from './permissions.ts';
import type { Roster } from './roster.ts';
import type { Stage } from './stage.ts';

type Parts = { roster: Roster; stage: Stage; log: Logger };

/** What staff do to what others send. Stopped at the hub at once; the person is told by whom, and may switch on again. */
export class StageOrders {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async stop(actor: Peer, peerId: string, source: StoppableSource): Promise<void> {
    const { roster, stage, log } = this.#parts;
    const target = personFor(actor, peerId, roster);
    if (!(await stage.stop(target, source))) return;
    target.stopped.add(source);
    roster.announceChanged(target);
    roster.toPeer(target, 'stage:stopped', { source, byName: actor.displayName });
    log.info({ by: actor.peerId, peer: peerId, source }, 'stopped by staff');
  }

  /** Returns how many microphones there were to mute. */
  async muteAll(actor: Peer): Promise<number> {
    const speaking = this.#parts.roster.onStage.filter(
      (peer) =>
        peer !== actor &&
        mayActOn(actor.standing, peer.standing) &&
        [...peer.producers.values()].some((p) => p.source === 'microphone' && !p.paused),
    );
    for (const { peerId } of speaking) await this.stop(actor, peerId, 'microphone');
    return speaking.length;
  }
}
