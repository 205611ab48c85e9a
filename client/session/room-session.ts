import type { types } from 'mediasoup-client';
import type { DataMode, ReceptionWish } from '../../server/protocol/data-mode.ts';
import type { TransportOptions } from '../../server/protocol/protocol.ts';
import { applyNotice, openRoomView, type NamedNotice } from '../state/room-view.ts';
import { Listeners } from './listeners.ts';
import type { Publisher } from './publisher.ts';
import type { Receiver } from './receiver.ts';
import type { Request } from './request.ts';
import { isFinal, toSessionProblem } from './session-error.ts';
import { SessionMedia } from './session-media.ts';
import {
  firstSnapshot,
  sessionOf,
  toLobby,
  waits,
  type SessionSnapshot,
} from './session-snapshot.ts';
import type { OpenSignalling, Signalling } from './signalling.ts';
import { StageSeat } from './stage-seat.ts';

export type RoomSessionOptions = {
  code: string;
  /** The token of an invitation link. */
  invitation: string | undefined;
  tabId: string;
  /** How much to have sent to this device, until chooseDataMode() says otherwise. */
  reception: ReceptionWish;
  openSignalling: OpenSignalling;
  createDevice: () => Promise<types.Device>;
};

/**
 * This page's part in one session: the lobby, the room, and the way back after every kind of loss.
 *
 * Whatever is lost (the socket, a transport, the hub's media plane), the answer is the same: enter the lobby and join
 * again, keeping the transports that both sides still have and replacing the rest. What was published is published again.
 */
export class RoomSession {
  readonly #options: RoomSessionOptions;
  readonly #signalling: Signalling;
  /** For what needs nothing of this side's state: going live, ending, marks. */
  readonly request: Request;
  readonly #media: SessionMedia;
  readonly #stage: StageSeat;
  readonly #changed = new Listeners();
  /** Tells every notice, as it comes. */
  readonly noticed = new Listeners<[NamedNotice]>();
  /** Tells of each arrival, in the lobby and in the room: what was known before may be out of date. */
  readonly arrived = new Listeners();
  #snapshot: SessionSnapshot;
  /** Set by join(): from then on every arrival goes on into the room. */
  #wish: { displayName: string } | undefined;
  /** Raised by every new arrival and by closing: whatever an older arrival still awaits is then void. */
  #arrival = 0;
  /** Notices that come while joining: they are newer than the state they change, so they wait for it. */
  #early: NamedNotice[] | undefined;

  constructor(options: RoomSessionOptions) {
    this.#options = options;
    this.#snapshot = { ...firstSnapshot, dataMode: options.reception.dataMode };
    this.#signalling = options.openSignalling({
      up: () => void this.#arrive(),
      down: (how) => this.#lostSocket(how),
      notice: (notice) => this.#hear(notice),
    });
    this.request = this.#signalling.request;
    this.#media = new SessionMedia({
      request: this.request,
      createDevice: options.createDevice,
      changed: () => this.#set(this.#media.carried),
      silent: () => this.#signalling.probe(),
      lost: () => void this.#arrive(),
    });
    this.#stage = new StageSeat(this.request, this.#media);
  }

  get snapshot(): SessionSnapshot {
    return this.#snapshot;
  }

  get publisher(): Pick<Publisher, 'publish' | 'replace' | 'pause' | 'resume' | 'unpublish'> {
    return this.#media.publisher;
  }

  get receiver(): Pick<Receiver, 'shownAt' | 'wantPictures' | 'readLink'> {
    return this.#media.receiver;
  }

  subscribe(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Goes to the lobby: everything that can be done before the click on Masuk is done now. */
  enter(): void {
    this.#set({ phase: 'opening', problem: undefined });
    this.#signalling.open();
  }

  /** Comes in; a listener who is early waits and comes in once it is live. The name may be empty. */
  async join(displayName: string): Promise<void> {
    this.#wish = { displayName };
    if (this.#snapshot.phase === 'left') this.enterAgain();
    else if (this.#snapshot.phase === 'lobby') await this.#goOn(this.#arrival);
  }

  async leave(): Promise<void> {
    this.#wish = undefined;
    this.#stage.forget();
    this.#set({ phase: 'left' });
    await this.request('room:leave', {}).catch(() => undefined);
    this.close();
  }

  /** Takes the seat back from the other tab or device that has it, or tries again after a failure. */
  enterAgain(): void {
    this.#signalling.close();
    this.enter();
  }

  /** Ends everything here. The hub keeps the seat for a moment, as after a lost network. */
  close(): void {
    this.#arrival += 1;
    this.#signalling.close();
    this.#media.close();
  }

  /** Tells that this person's place on stage is gone, without their doing. */
  get stageLost(): Pick<Listeners, 'add'> {
    return this.#stage.lost;
  }

  enterStage(consent: boolean): Promise<void> {
    return this.#stage.enter(consent);
  }

  leaveStage(): Promise<void> {
    return this.#stage.leave();
  }

  answerConsent(granted: boolean): Promise<void> {
    return this.#stage.answerConsent(granted);
  }

  /** From now on, and for the way back: what it leaves out is no longer sent to this device. */
  chooseDataMode(dataMode: DataMode): void {
    this.#set({ dataMode });
    // Unheard without a socket; joining again tells it.
    if (this.#snapshot.phase !== 'joined') return;
    this.request('reception:choose', this.#reception).catch(() => undefined);
  }

  /** The page woke up or the network changed: sockets and transports may look alive and be dead. */
  wake({ sleptLong }: { sleptLong: boolean }): void {
    if (sleptLong) this.#signalling.reopen();
    this.#media.hurry();
  }

  /** A socket is there. Enters the lobby, and goes on into the room for those who wanted in. */
  async #arrive(): Promise<void> {
    const arrival = (this.#arrival += 1);
    const { code, tabId, invitation } = this.#options;
    this.#set({ link: 'up' });
    try {
      const visit = { code, tabId, ...(invitation ? { invitation } : {}) };
      const entered = await this.request('lobby:enter', visit);
      if (arrival !== this.#arrival) return;
      await this.#media.load(entered.rtpCapabilities);
      if (arrival !== this.#arrival) return;

      const phase = this.#snapshot.phase === 'joined' ? 'joined' : 'lobby';
      this.#set({ phase, problem: undefined, lobby: toLobby(entered, Date.now()) });
      // After a loss the old transport may still be good, and joining will tell. Before, the new one is made ready.
      const isHeld = phase === 'joined' && this.#media.receiver.transportId !== undefined;
      if (!isHeld) this.#media.receiveOver(entered.receiveTransport);
      await this.#goOn(arrival, entered.receiveTransport);
      if (arrival !== this.#arrival || this.#snapshot.phase === 'joined') return;
      this.arrived.tell();
      this.#prepare();
    } catch (error) {
      if (arrival === this.#arrival) this.#fail(error);
    }
  }

  /** From the lobby into the room, when that is wanted and allowed. */
  async #goOn(arrival: number, offered?: TransportOptions): Promise<void> {
    const { lobby, phase } = this.#snapshot;
    if (!this.#wish || !lobby || lobby.session.state === 'ended') return;
    if (waits(this.#snapshot)) {
      this.#set({ phase: 'waiting' });
      return;
    }
    if (phase !== 'joined') this.#set({ phase: 'joining' });
    this.#early = [];
    try {
      const state = await this.request('room:join', {
        displayName: this.#wish.displayName,
        ...this.#media.standing(),
        reception: this.#reception,
      });
      if (arrival !== this.#arrival) return;
      // Before the room is drawn, which keeps this thread busy while ICE and DTLS go on elsewhere.
      await this.#media.receive(state, offered);
      if (arrival !== this.#arrival) return;
      const room = openRoomView(state, Date.now());
      this.#set({ phase: 'joined', problem: undefined, room });
      this.#hearEarly();
      this.arrived.tell();
      // The network was away: what suffered with it need not wait out its patience.
      this.#media.hurry();
      if ((await this.#stage.comeBack(state)) === 'full') this.#set({ problem: 'stage-full' });
    } catch (error) {
      if (arrival === this.#arrival) this.#fail(error);
    }
  }

  /** For whoever reads the page first: all of joining but its last step. */
  #prepare(): void {
    if (this.#snapshot.phase !== 'lobby' || waits(this.#snapshot)) return;
    void this.#media.prepare(this.#reception);
  }

  #hear(named: NamedNotice): void {
    this.noticed.tell(named);
    this.#follow(named);
  }

  /** What a notice changes here. */
  #follow(named: NamedNotice): void {
    if (this.#early) {
      this.#early.push(named);
      return;
    }
    const { room, lobby } = this.#snapshot;
    if (room) this.#set({ room: applyNotice(room, named) });
    this.#media.follow(named);
    const { name, notice } = named;
    if (name === 'session:changed') {
      if (lobby) this.#set({ lobby: { ...lobby, session: notice } });
      if (this.#snapshot.phase === 'waiting') void this.#goOn(this.#arrival);
      this.#prepare();
    } else if (name === 'listeners:changed') {
      if (lobby) this.#set({ lobby: { ...lobby, listenerCount: notice.listenerCount } });
    } else if (name === 'practice:changed') {
      if (lobby) this.#set({ lobby: { ...lobby, practiceCode: notice.code } });
    } else if (name === 'stage:left') {
      this.#stage.lose();
    } else if (name === 'seat:ended') {
      this.close();
      this.#set({ phase: 'failed', problem: notice.problem });
    } else if (name === 'room:moved') {
      this.#media.forget();
      void this.#arrive();
    } else if (name === 'seat:taken') {
      this.close();
      this.#set({ phase: 'taken' });
    }
  }

  #hearEarly(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const notice of early) this.#follow(notice);
  }

  #lostSocket({ wasSilent }: { wasSilent: boolean }): void {
    if (wasSilent) this.#media.doubt();
    this.#arrival += 1;
    this.#early = undefined;
    this.#set({ link: 'down' });
    // An ended room lets everyone go; there is nothing to come back to.
    if (sessionOf(this.#snapshot)?.state === 'ended') this.#signalling.close();
  }

  #fail(error: unknown): void {
    const problem = toSessionProblem(error);
    if (problem === 'locked') this.#set({ phase: 'waiting' });
    else this.#early = undefined;
    this.#hearEarly(); // Perhaps that it is open again.
    if (problem === 'locked' || problem === 'offline') return; // The next socket arrives by itself.
    if (isFinal(problem)) {
      this.close();
      this.#set({ phase: 'failed', problem });
    } else if (problem === 'no-answer' || this.#snapshot.phase === 'joined') {
      this.#signalling.reopen();
    } else {
      // Shown beside the button, which may be pressed again.
      this.#wish = undefined;
      this.#set({ phase: 'lobby', problem });
    }
  }

  get #reception(): ReceptionWish {
    return { ...this.#options.reception, dataMode: this.#snapshot.dataMode };
  }

  #set(change: Partial<SessionSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#changed.tell();
  }
}
