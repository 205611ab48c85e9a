import { AppError } from '../platform/app-error.ts';
import type { Peer } from './peer.ts';
import { mayActOn } from './permissions.ts';
import type { Roster } from './roster.ts';

/** The person somebody wants to do something to: in this room, and not out of their reach. */
export function personFor(actor: Peer, peerId: string, roster: Roster): Peer {
  const target = roster.peers.get(peerId);
  if (!target) throw new AppError('not-found', 'This person is not in the room.');
  if (!mayActOn(actor.standing, target.standing)) {
    throw new AppError('forbidden', 'Only a host may do this to a host.');
  }
  return target;
}
