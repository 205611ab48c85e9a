import { AppError } from '../platform/app-error.ts';
import type { RoomRequestName } from '../protocol/protocol.ts';
import type { Role, SessionState } from '../protocol/words.ts';
import type { Peer, Visit } from './peer.ts';
import { checkPermission, standingRole } from './permissions.ts';
import type { Caller } from './room-floor.ts';
import type { Roster } from './roster.ts';

type Parts = { roster: Roster; phase: () => SessionState };

/** The permission table, asked for this room as it is now. Everyone it lets through may do what they asked. */
export class Gate {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Someone with a seat. */
  seated(connectionId: string, request: RoomRequestName): Peer {
    const peer = this.#parts.roster.peerAt(connectionId);
    if (!peer) throw new AppError('not-joined', 'Join the room first.');
    this.#check(request, peer.standing, peer.onStage);
    return peer;
  }

  /** Someone with a seat, or in the lobby. */
  caller(connectionId: string, request: RoomRequestName): Caller {
    const caller = this.#parts.roster.callerAt(connectionId);
    if (!caller) throw new AppError('not-joined', 'Enter the lobby first.');
    const onStage = this.#parts.roster.peers.get(caller.peerId)?.onStage;
    this.#check(request, caller.role, onStage);
    return caller;
  }

  /** Someone in the lobby. */
  visiting(connectionId: string, request: RoomRequestName): Visit {
    const visit = this.#parts.roster.visits.get(connectionId);
    if (!visit) throw new AppError('not-joined', 'Enter the lobby first.');
    this.visitor(visit, request);
    return visit;
  }

  /** Someone in the lobby, or on the way there. */
  visitor(visit: Visit, request: RoomRequestName): void {
    this.#check(request, standingRole(visit.role, visit.leave));
  }

  #check(request: RoomRequestName, role: Role, onStage = false): void {
    const { phase, roster } = this.#parts;
    const hostConnected = roster.isConnected('host');
    checkPermission(request, { role, onStage, phase: phase(), hostConnected });
  }
}
