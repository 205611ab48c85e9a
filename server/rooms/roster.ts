import { AppError } from '../platform/app-error.ts';
import type { Notice, NoticeName, PeerState } from '../protocol/protocol.ts';
import type { RecordingProof } from '../protocol/recording-proof.ts';
import type { Role } from '../protocol/words.ts';
import type { MediaTransport } from './media-plane.ts';
import type { Peer, PeerProducer, Visit } from './peer.ts';
import { seesEveryone, standingRole } from './permissions.ts';
import type { Caller } from './room-floor.ts';
import type { RoomAnnouncer } from './room-ports.ts';

/**
 * Who is here, and who hears of what. Listeners see the stage; people on stage too; hosts and moderators
 * see everyone; each sees themself.
 */
export class Roster {
  /** By peer id. */
  readonly peers = new Map<string, Peer>();
  /** By connection id. */
  readonly visits = new Map<string, Visit>();
  readonly #announcer: RoomAnnouncer;

  constructor(announcer: RoomAnnouncer) {
    this.#announcer = announcer;
  }

  peerAt(connectionId: string): Peer | undefined {
    for (const peer of this.peers.values()) {
      if (peer.connectionId === connectionId) return peer;
    }
    return undefined;
  }

  /** Throws `not-found` for a transport that is not this caller's. */
  transportOf({ connectionId }: Caller, transportId: string): MediaTransport {
    const waiting = this.visits.get(connectionId)?.reception?.transport;
    const transport =
      this.peerAt(connectionId)?.transport(transportId) ??
      (waiting?.transportId === transportId ? waiting : undefined);
    if (!transport) throw new AppError('not-found', 'You have no such transport.');
    return transport;
  }

  get onStage(): Peer[] {
    return [...this.peers.values()].filter((peer) => peer.onStage);
  }

  /** The audience that is there: neither on stage nor at work here. */
  get listenerCount(): number {
    let count = 0;
    for (const { onStage, role, connectionId } of this.peers.values()) {
      if (!onStage && !seesEveryone(role) && connectionId) count += 1;
    }
    return count;
  }

  /** Whether anyone of this role is there, and not only a seat that waits for them. */
  isConnected(role: Role): boolean {
    return [...this.peers.values()].some((peer) => peer.role === role && peer.connectionId);
  }

  /** The others, as this peer may see them. */
  visibleTo(viewer: Peer): PeerState[] {
    return [...this.peers.values()]
      .filter((peer) => peer !== viewer && (peer.onStage || seesEveryone(viewer.role)))
      .map((peer) => (seesEveryone(viewer.role) ? peer.state : peer.shownState));
  }

  findProducer(producerId: string): { peer: Peer; producer: PeerProducer } | undefined {
    for (const peer of this.peers.values()) {
      const producer = peer.producers.get(producerId);
      if (producer) return { peer, producer };
    }
    return undefined;
  }

  toPeer<N extends NoticeName>(peer: Peer | Visit, name: N, payload: Notice<N>): void {
    this.#to([peer], name, payload);
  }

  toStaff<N extends NoticeName>(name: N, payload: Notice<N>): void {
    const staff = [...this.peers.values()].filter((peer) => seesEveryone(peer.role));
    this.#to(staff, name, payload);
  }

  toEveryone<N extends NoticeName>(name: N, payload: Notice<N>): void {
    this.#to(this.peers.values(), name, payload);
  }

  toStage<N extends NoticeName>(name: N, payload: Notice<N>): void {
    this.#to(this.onStage, name, payload, { fleeting: name === 'levels:changed' });
  }

  /** Everyone seated, and everyone still in the lobby. */
  toAllConnections<N extends NoticeName>(name: N, payload: Notice<N>): void {
    this.#announcer.announce(this.connectionIds, name, payload);
  }

  get connectionIds(): string[] {
    const ids = new Set(this.visits.keys());
    for (const { connectionId } of this.peers.values()) if (connectionId) ids.add(connectionId);
    return [...ids];
  }

  /** Everyone with a connection, seated or in the lobby. */
  get callers(): Caller[] {
    const callers: Caller[] = [];
    const add = (caller: Caller | undefined): void => {
      if (caller) callers.push(caller);
    };
    for (const peer of this.peers.values()) add(toCaller(peer, true));
    for (const visit of this.visits.values()) add(toCaller(visit, false));
    return callers;
  }

  callerAt(connectionId: string): Caller | undefined {
    const peer = this.peerAt(connectionId);
    if (peer) return toCaller(peer, true);
    const visit = this.visits.get(connectionId);
    return visit && toCaller(visit, false);
  }

  announceJoined(peer: Peer): void {
    const { staff, rest } = this.#othersThan(peer);
    this.#to(staff, 'peer:joined', peer.state);
    if (peer.onStage) this.#to(rest, 'peer:joined', peer.shownState);
  }

  announceChanged(peer: Peer): void {
    this.announceToStaff(peer);
    if (peer.onStage) this.#to(this.#othersThan(peer).rest, 'peer:changed', peer.shownState);
  }

  /** For what nobody else is shown of a peer. The peer itself hears of it too. */
  announceToStaff(peer: Peer): void {
    this.#to([peer, ...this.#othersThan(peer).staff], 'peer:changed', peer.state);
  }

  /** Call after the peer has been taken off the list; `wasOnStage` says who knew of it. */
  announceLeft(peer: Peer, wasOnStage: boolean): void {
    const { peerId } = peer;
    const knew = [...this.peers.values()].filter((p) => wasOnStage || seesEveryone(p.role));
    this.#to(knew, 'peer:left', { peerId });
  }

  /** Appears to, or disappears from, those who see the stage only; changes for the others. */
  announceStageChange(peer: Peer): void {
    this.announceToStaff(peer);
    const { rest } = this.#othersThan(peer);
    if (peer.onStage) this.#to(rest, 'peer:joined', peer.shownState);
    else this.#to(rest, 'peer:left', { peerId: peer.peerId });
  }

  /** Who is arriving on disk concerns the stage and its staff; the audience learns only that it is recorded. */
  proofFor(viewer: Peer, proof: RecordingProof): RecordingProof {
    return viewer.onStage || seesEveryone(viewer.role)
      ? proof
      : { ...proof, troubles: [], people: [] };
  }

  announceProof(proof: RecordingProof, stateChanged: boolean): void {
    const insider = (peer: Peer) => peer.onStage || seesEveryone(peer.role);
    const peers = [...this.peers.values()];
    this.#to(peers.filter(insider), 'recording:changed', proof);
    if (!stateChanged) return;
    const outsiders = peers.filter((peer) => !insider(peer));
    this.#to(outsiders, 'recording:changed', { ...proof, troubles: [], people: [] });
  }

  /** Ends the connection of a seat that someone else has taken, after telling it so. */
  displace(connectionId: string): void {
    this.#announcer.announce([connectionId], 'seat:taken', {});
    this.#announcer.dismiss([connectionId]);
  }

  /** Ends the connection of someone who may not stay, after telling it why. */
  turnAway(connectionId: string, problem: 'removed' | 'gone'): void {
    this.#announcer.announce([connectionId], 'seat:ended', { problem });
    this.#announcer.dismiss([connectionId]);
  }

  dismissAll(): void {
    this.#announcer.dismiss(this.connectionIds);
  }

  #othersThan(peer: Peer): { staff: Peer[]; rest: Peer[] } {
    const others = [...this.peers.values()].filter((other) => other !== peer);
    return {
      staff: others.filter(({ role }) => seesEveryone(role)),
      rest: others.filter(({ role }) => !seesEveryone(role)),
    };
  }

  #to<N extends NoticeName>(
    peers: Iterable<Peer | Visit>,
    name: N,
    payload: Notice<N>,
    options?: { fleeting?: boolean },
  ): void {
    const ids: string[] = [];
    for (const { connectionId } of peers) if (connectionId) ids.push(connectionId);
    if (ids.length > 0) this.#announcer.announce(ids, name, payload, options);
  }
}

function toCaller(who: Peer | Visit, isSeated: boolean): Caller | undefined {
  const { connectionId, peerId, personKey, keyIn, displayName } = who;
  const role = standingRole(who.role, who.leave);
  const onStage = 'onStage' in who && who.onStage;
  return connectionId
    ? { connectionId, peerId, personKey, keyIn, role, displayName, isSeated, onStage }
    : undefined;
}
