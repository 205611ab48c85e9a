import { HandBoard } from '../hands/hand-board.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { Serial } from '../platform/serial.ts';
import type {
  ParsedInput,
  RoomRequestName,
  RequestOutput,
  RoomState,
  SessionInfo,
} from '../protocol/protocol.ts';
import { atMostEvery } from './at-most-every.ts';
import { createAttendanceBook } from './attendance-book.ts';
import { Gate } from './gate.ts';
import { Lobby } from './lobby.ts';
import { MediaLosses } from './media-losses.ts';
import { Peer, type Visit } from './peer.ts';
import { createRecordingLine, type RecordingLine } from './recording-line.ts';
import { RoomBoards } from './room-boards.ts';
import type { RoomDependencies } from './room-dependencies.ts';
import { createRoomFloor, type Caller, type RoomFloor } from './room-floor.ts';
import { Receivers } from './receivers.ts';
import { RoomMedia } from './room-media.ts';
import { Removals } from './removals.ts';
import { roomStateFor } from './room-state.ts';
import { RoomLock } from './room-lock.ts';
import { RoomPractice } from './room-practice.ts';
import { Roster } from './roster.ts';
import { Seats } from './seats.ts';
import { SessionPhase } from './session-phase.ts';
import { StageInvites } from './stage-invites.ts';
import { StageOrders } from './stage-orders.ts';
import { StagePulse } from './stage-pulse.ts';
import { Stage } from './stage.ts';
import { createTurns } from './turns.ts';

/** Listeners come and go in crowds; their number is news once a second. */
const listenersMs = 1000;

/**
 * The live place of one session: who is in it, what they may do, what they send and receive.
 *
 * What changes the room runs in its turn, one task after the other, so that join, leave and go live cannot
 * interleave. What a peer does to its own transports and consumers does not wait for others.
 */
export class Room {
  readonly roster: Roster;
  readonly media: RoomMedia;
  readonly receivers: Receivers;
  readonly stage: Stage;
  readonly phase: SessionPhase;
  readonly recording: RecordingLine;
  readonly floor: RoomFloor;
  readonly boards: RoomBoards;
  readonly hands: HandBoard;
  readonly invites: StageInvites;
  readonly orders: StageOrders;
  readonly removals: Removals;
  readonly lock: RoomLock;
  readonly practice: RoomPractice;
  readonly #gate: Gate;
  readonly #lobby: Lobby;
  readonly #seats: Seats;
  readonly #losses: MediaLosses;
  readonly #pulse: StagePulse;
  readonly #scope: Scope;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #inTurn: Serial;
  readonly #announceListeners: () => void;

  private constructor(session: SessionInfo, scope: Scope, deps: RoomDependencies) {
    const { limits, clock } = deps;
    const { sessionId } = session;
    const log = deps.log.child({ room: session.code });
    const onChange = (): void => this.#changed();
    const inTurn = (this.#inTurn = createTurns(scope));
    const attendance = createAttendanceBook(deps.attendance, log);
    scope.defer('attendance', () => attendance.settle());
    this.#scope = scope;
    this.#clock = clock;
    this.#log = log;
    const roster = (this.roster = new Roster(deps.announcer));
    this.#gate = new Gate({ roster, phase: () => this.session.state });
    const recorder = deps.openRecorder(session, () => this.phase.plan());
    const recording = (this.recording = createRecordingLine(recorder, log));
    this.floor = createRoomFloor({
      ...{ scope, clock, log, roster, recording, announcer: deps.announcer },
      session: () => this.session,
    });
    this.boards = new RoomBoards(session, this.floor, deps);
    const hands = (this.hands = new HandBoard(this.floor));
    const media = (this.media = new RoomMedia(
      { plane: deps.plane, iceServersFor: deps.iceServersFor, roomId: sessionId, log },
      {
        lost: () => this.#losses.move(),
        levels: (levels) => this.boards.talkTimes.hear(this.#pulse.levels(levels)),
        dominantSpeaker: (producerId) => this.#pulse.dominantSpeaker(producerId),
        transportClosed: (transport) => this.#losses.transportClosed(transport),
      },
    ));
    const receivers = (this.receivers = new Receivers({ media, roster, inTurn, log }));
    const pulse = (this.#pulse = new StagePulse({ scope, roster, clock }, (speaker, before) => {
      receivers.favour(speaker, before);
      if (speaker) recording.speakerChanged(speaker.peerId);
    }));
    const stage = (this.stage = new Stage({
      ...{ roster, media, receivers, recording, pulse, onChange },
    }));
    this.#losses = new MediaLosses({
      ...{ scope, roster, media, receivers, stage, recording, inTurn, log },
    });
    this.removals = new Removals({
      ...{ session, roster, clock, log, repository: deps.removals },
      endSeats: (fits, problem) => this.#endSeats(fits, problem),
    });
    const current = (): SessionInfo => this.session;
    const announce = (changed: SessionInfo): void => this.phase.changed(changed);
    this.lock = new RoomLock({ ...deps, session: current, announce });
    this.practice = new RoomPractice({ ...deps, session: current, roster });
    this.orders = new StageOrders({ roster, stage, log });
    this.invites = new StageInvites({
      ...{ roster, stage, recording, log, session: () => this.session },
      onAnswered: ({ peerId }) => hands.lower(peerId),
    });
    this.#lobby = new Lobby({
      ...{ roster, media, receivers, clock, onChange },
      ...{ session: () => this.session, membersMax: limits.members },
    });
    this.#seats = new Seats({
      ...{ scope, sessionId, roster, receivers, stage, recording, attendance, clock },
      ...{ graceMs: limits.graceMs, onChange, inTurn },
    });
    this.phase = new SessionPhase(
      session,
      { ...deps, scope, roster, recording, log },
      {
        live: () => this.boards.slides.wentLive(),
        ending: () => this.boards.end(),
        ended: () => this.#emptyStage(),
        countedDown: () => inTurn(() => this.phase.goLive()),
        endBySelf: () => inTurn(() => this.phase.end()),
      },
    );
    this.#announceListeners = atMostEvery(scope, 'listener count', listenersMs, () => {
      roster.toAllConnections('listeners:changed', { listenerCount: roster.listenerCount });
    });
  }

  /** Opens the room of a session. It closes when empty, some time after its session ended, or with the scope. */
  static async open(session: SessionInfo, scope: Scope, deps: RoomDependencies): Promise<Room> {
    const room = new Room(session, scope, deps);
    await Promise.all([room.removals, room.lock, room.practice].map((one) => one.load()));
    await room.media.open(scope);
    scope.defer('room', () => room.#close());
    room.#losses.attachRecorder();
    await room.phase.resume();
    room.#log.info({ session: session.sessionId }, 'room opened');
    return room;
  }

  get session(): SessionInfo {
    return this.phase.session;
  }

  get closed(): boolean {
    return this.#scope.closed;
  }

  close(reason: string): Promise<void> {
    return this.#scope.close(reason);
  }

  /** A visitor comes to the lobby, and gets a transport to receive with as soon as it joins. */
  async enter(visit: Visit): Promise<RequestOutput<'lobby:enter'>> {
    await this.removals.check(visit);
    visit.leave = this.invites.leaveOf(visit.personKey);
    this.#gate.visitor(visit, 'lobby:enter');
    return this.#lobby.enter(visit);
  }

  /** For a visitor who reads the page: all but the last step of joining. */
  prepare(connectionId: string, input: ParsedInput<'lobby:prepare'>) {
    return this.#inTurn(() => {
      const visit = this.#gate.visiting(connectionId, 'lobby:prepare');
      this.lock.check(visit);
      return this.#lobby.prepare(visit, input);
    });
  }

  /** From the lobby into the room: a new seat, or the one that this peer has kept. */
  join(connectionId: string, input: ParsedInput<'room:join'>): Promise<RoomState> {
    return this.#inTurn(async () => {
      const visit = this.#gate.visiting(connectionId, 'room:join');
      this.lock.check(visit);
      this.media.room.checkCapabilities(input.rtpCapabilities);
      const peer = this.#seats.take(visit, input);
      this.lock.cameIn(peer);
      await this.receivers.receiveAll(peer);
      return roomStateFor(peer, input.heldTransports, {
        ...{ roster: this.roster, recording: this.recording, session: this.session },
        ...{ activeSpeaker: this.#pulse.activeSpeaker, clock: this.#clock },
      });
    });
  }

  leave(connectionId: string): Promise<void> {
    return this.#inTurn(() => {
      const visit = this.roster.visits.get(connectionId);
      if (visit) this.#lobby.leave(visit);
      const peer = this.roster.peerAt(connectionId);
      if (!peer) return;
      this.#seats.leave(peer);
      this.hands.lower(peer.peerId);
    });
  }

  /** The socket is gone: a visitor with it, while a seat is kept for some time. */
  disconnected(connectionId: string): void {
    const visit = this.roster.visits.get(connectionId);
    if (visit) this.#lobby.leave(visit);
    const peer = this.roster.peerAt(connectionId);
    if (peer) this.#seats.lost(peer);
  }

  /** Runs what a seated peer asks, in turn, if it is permitted by then. */
  act<T>(
    connectionId: string,
    request: RoomRequestName,
    run: (peer: Peer) => Promise<T> | T,
  ): Promise<T> {
    return this.#inTurn(() => run(this.#gate.seated(connectionId, request)));
  }

  /** Runs at once what a seated peer asks of its own transports and consumers. */
  actAlone<T>(
    connectionId: string,
    request: RoomRequestName,
    run: (peer: Peer) => Promise<T> | T,
  ): Promise<T> {
    return this.media.guard(async () => run(this.#gate.seated(connectionId, request)));
  }

  /** Runs what somebody asks beside the stage, from a seat or from the lobby. It waits for no media and no turn. */
  async beside<T>(
    connectionId: string,
    request: RoomRequestName,
    run: (caller: Caller) => Promise<T> | T,
  ): Promise<T> {
    return run(this.#gate.caller(connectionId, request));
  }

  /** What let these people in works no longer (a link, an account): their seats and visits end at once. */
  endSeats(fits: (who: Peer | Visit) => boolean): Promise<void> {
    return this.#inTurn(() => this.#endSeats(fits, 'gone'));
  }

  #endSeats(fits: (who: Peer | Visit) => boolean, problem: 'removed' | 'gone'): void {
    const { peers, visits } = this.roster;
    for (const who of [...peers.values(), ...visits.values()].filter(fits)) {
      const { connectionId } = who;
      if (who instanceof Peer) {
        this.#seats.leave(who);
        this.hands.lower(who.peerId);
      } else this.#lobby.leave(who);
      if (connectionId) this.roster.turnAway(connectionId, problem);
    }
  }

  /** After anyone came, went, or took or left a seat on stage. */
  #changed(): void {
    this.#announceListeners();
    this.phase.peopleChanged();
    this.hands.peopleChanged();
    const { peers, visits } = this.roster;
    if (peers.size === 0 && visits.size === 0 && this.session.state !== 'live') {
      void this.#scope.close('empty');
    }
  }

  /** The session has ended: nobody sends or receives any more. */
  #emptyStage(): void {
    for (const peer of this.roster.peers.values()) {
      this.stage.leave(peer, 'session-ended');
      this.receivers.close(peer);
    }
    this.#seats.endStays();
    this.hands.lowerAll();
  }

  async #close(): Promise<void> {
    this.#seats.endStays();
    this.roster.dismissAll();
    this.#log.info({ session: this.session.sessionId }, 'room closed');
    if (this.session.state !== 'live') return;
    // The hub is going down in the middle of a session: takes end here, and the next start finishes the recording.
    await this.recording.ask((recorder) => recorder.mediaPlaneLost());
  }
}
