import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import type { Scope } from '../platform/scope.ts';
import type { ParsedInput } from '../protocol/protocol.ts';
import type { AttendanceBook } from './attendance-book.ts';
import type { MediaTransport } from './media-plane.ts';
import { Peer, type Visit } from './peer.ts';
import { mayTakeStage } from './permissions.ts';
import type { RecordingLine } from './recording-line.ts';
import type { Receivers } from './receivers.ts';
import type { Roster } from './roster.ts';
import type { Stage } from './stage.ts';
import { ignoreClosed } from './turns.ts';

type Parts = {
  scope: Scope;
  sessionId: string;
  roster: Roster;
  receivers: Receivers;
  stage: Stage;
  recording: RecordingLine;
  attendance: AttendanceBook;
  clock: Clock;
  /** How long a seat waits for its lost socket. */
  graceMs: number;
  /** Anyone came, went, was lost or came back. */
  onChange: () => void;
  /** Runs a task in the room's turn. */
  inTurn: (task: () => void) => Promise<void>;
};

/** Seats: taken from the lobby, kept for a while when the socket is lost, taken again, and left. */
export class Seats {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A new seat, or the one that this peer has kept. */
  take(visit: Visit, input: ParsedInput<'room:join'>): Peer {
    const seated = this.#parts.roster.peers.get(visit.peerId);
    if (!seated) return this.#takeNew(visit, input);
    const { connectionId } = seated;
    if (connectionId && connectionId !== visit.connectionId) {
      this.#parts.roster.displace(connectionId);
    }
    if (seated.role === visit.role) return this.#retake(seated, visit, input);
    // The same person with another role (a speaker's link opened later) is someone new to the room.
    this.leave(seated);
    return this.#takeNew(visit, input);
  }

  #takeNew(visit: Visit, input: ParsedInput<'room:join'>): Peer {
    const { roster, attendance, recording, sessionId, clock, onChange } = this.#parts;
    const { displayName, rtpCapabilities, reception } = input;
    const attendanceId = newId();
    const peer = new Peer(visit, { attendanceId, displayName, rtpCapabilities, reception });
    const { peerId, role } = peer;
    this.#bringTransport(peer, visit);
    roster.peers.set(peerId, peer);
    const joinedAt = clock.now();
    attendance.joined({ attendanceId, sessionId, peerId, displayName, role, joinedAt });
    if (mayTakeStage(peer.standing)) {
      recording.tell('peer joined', (recorder) =>
        recorder.peerJoined({ peerId, displayName, role: peer.standing }),
      );
    }
    roster.announceJoined(peer);
    onChange();
    return peer;
  }

  /** Transports that the client still holds go on; others belong to a page that is gone. */
  #retake(peer: Peer, visit: Visit, input: ParsedInput<'room:join'>): Peer {
    const { roster, receivers, stage, onChange } = this.#parts;
    const held = (transport: MediaTransport | undefined): boolean =>
      transport !== undefined && input.heldTransports.includes(transport.transportId);

    peer.cancelGrace?.();
    peer.cancelGrace = undefined;
    peer.connectionId = visit.connectionId;
    peer.address = visit.address;
    peer.displayName = input.displayName;
    peer.rtpCapabilities = input.rtpCapabilities;
    peer.wish = input.reception;
    if (!held(peer.sendTransport)) stage.closeSending(peer, 'left');
    if (!held(peer.reception?.transport)) receivers.close(peer);
    this.#bringTransport(peer, visit);
    roster.announceChanged(peer);
    onChange();
    return peer;
  }

  #bringTransport(peer: Peer, visit: Visit): void {
    this.#parts.roster.visits.delete(visit.connectionId);
    if (peer.reception) visit.reception?.close();
    else peer.reception = visit.reception;
  }

  /** The socket is gone. The seat, what it sends and what it receives wait for a new one. */
  lost(peer: Peer): void {
    const { scope, roster, graceMs, inTurn, onChange } = this.#parts;
    peer.connectionId = undefined;
    peer.cancelGrace = scope.after('grace', graceMs, () => {
      const isStillLost = (): boolean =>
        !peer.connectionId && roster.peers.get(peer.peerId) === peer;
      inTurn(() => {
        if (isStillLost()) this.leave(peer);
      }).catch(ignoreClosed);
    });
    roster.announceChanged(peer);
    onChange();
  }

  leave(peer: Peer): void {
    const { roster, receivers, stage, attendance, recording, clock, onChange } = this.#parts;
    const wasOnStage = peer.onStage;
    peer.cancelGrace?.();
    stage.closeSending(peer, 'left');
    receivers.close(peer);
    roster.peers.delete(peer.peerId);
    peer.onStage = false;
    peer.connectionId = undefined;
    attendance.left(peer.attendanceId, clock.now());
    if (mayTakeStage(peer.standing)) {
      recording.tell('peer left', (recorder) => recorder.peerLeft(peer.peerId));
    }
    roster.announceLeft(peer, wasOnStage);
    onChange();
  }

  /** Everyone's stay ends with the session, though they may still see the end. */
  endStays(): void {
    const now = this.#parts.clock.now();
    for (const peer of this.#parts.roster.peers.values()) {
      this.#parts.attendance.left(peer.attendanceId, now);
    }
  }
}
