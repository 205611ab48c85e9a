import { personFor } from './acting-on.ts';
import type { Peer } from './peer.ts';
import type { Roster } from './roster.ts';

/** Notes that this person says they hear nothing, or hear again. It stays with the seat, also while the socket is away. */
export function reportHearing(peer: Peer, hears: boolean, roster: Roster): void {
  if (peer.cannotHear === !hears) return;
  peer.cannotHear = !hears;
  roster.announceToStaff(peer);
}

/** Staff take the mark off. Refused like everything done to a person out of the actor's reach. */
export function clearHearing(actor: Peer, peerId: string, roster: Roster): void {
  reportHearing(personFor(actor, peerId, roster), true, roster);
}
