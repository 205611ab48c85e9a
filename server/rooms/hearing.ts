import type { Logger } from '../platform/log.ts';
import { personFor } from './acting-on.ts';
import type { Peer } from './peer.ts';
import type { Roster } from './roster.ts';

type Parts = { roster: Roster; log: Logger };

/** Who has said that they hear nothing. It stays with the seat, also while the socket is away, until it is taken back. */
export class Hearing {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  report(peer: Peer, hears: boolean): void {
    if (peer.cannotHear === !hears) return;
    peer.cannotHear = !hears;
    this.#parts.roster.announceChanged(peer);
    this.#parts.log.info({ peer: peer.peerId, hears }, 'hearing reported');
  }

  clear(actor: Peer, peerId: string): void {
    this.report(personFor(actor, peerId, this.#parts.roster), true);
  }
}
