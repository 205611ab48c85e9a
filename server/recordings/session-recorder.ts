import type { TakeEndReason, TimelineEntry } from '../../media/contract/timeline.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import { createSerial } from '../platform/serial.ts';
import type { RecordingProof } from '../protocol/recording-proof.ts';
import { CaptureLine, type OpenCapture } from './capture-line.ts';
import { Cast } from './cast.ts';
import type { ConsentBook } from './consent-book.ts';
import type { LeftOver } from './finishing.ts';
import { goOffAir, goOnAir, leftOver, storeWithinMs, type OnAir } from './go-on-air.ts';
import { matchTakes } from './match-takes.ts';
import { provePeople } from './proof.ts';
import type { RecordingProjection } from './recording-repository.ts';
import { refusalOf } from './refused-recording.ts';
import type { RecordedProducer, RecordedSession, RoomRecorder } from './room-recorder.ts';
import type { RecorderStats, TakeRecorder } from './take-recorder.ts';
import type { WriteBehind } from './write-behind.ts';

export type SessionRecorderOptions = {
  session: RecordedSession;
  recordingsDir: string;
  recorder: TakeRecorder;
  consents: ConsentBook;
  /** Writes a recording's projection, one for each recording. It outlives the session while the database is away. */
  openStore: () => WriteBehind<RecordingProjection>;
  /** The session's recording: the one that was begun and left off, or a new one. */
  takeUp: () => Promise<string>;
  /** Brings a recording to its end in the background, where this recorder could not. */
  finish: (recordingId: string, left: LeftOver) => void;
  forecast: RoomRecorder['forecast'];
  onAir: (recordingId: string, own: Scope) => void;
  /** What is away now, or does not take this recording. */
  outages: (timeline: OnAir['timeline']) => RecordingProof['troubles'];
  bootId: string;
  clock: Clock;
  log: Logger;
  scope: Scope;
};

/**
 * Records one session. It knows who is there, what they send and what they answered, and keeps one rule true: while on
 * air, exactly what is open and consented is being captured. Whatever changes, it makes the takes match again.
 */
export class SessionRecorder implements RoomRecorder {
  readonly #options: SessionRecorderOptions;
  readonly #log: Logger;
  readonly #inTurn = createSerial();
  readonly #cast = new Cast();
  readonly #line: CaptureLine;
  readonly #listeners = new Set<(proof: RecordingProof) => void>();
  #onAir: OnAir | undefined;
  /** The recording that is on air, or was to be. */
  #recordingId: string | undefined;
  #troubles: RecorderStats['troubles'] = [];
  /** Why it is not recorded: its recording had come to its end before this room was there, or is another hub's. */
  #refusal: RecordingProof['troubles'] = [];

  constructor(options: SessionRecorderOptions) {
    this.#options = options;
    this.#log = options.log.child({ session: options.session.sessionId });
    this.#line = new CaptureLine(this.#log);
  }

  attach(openCapture: OpenCapture): Promise<void> {
    return this.#inTurn(async () => {
      this.#line.attach(openCapture);
      await this.#match();
    });
  }

  mediaPlaneLost(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#interrupt();
      this.#line.detach();
      this.#cast.producers.clear();
    });
  }

  peerJoined(peer: { peerId: string; displayName: string; role: string }): Promise<void> {
    return this.#inTurn(async () => {
      this.#cast.members.set(peer.peerId, peer);
      await this.#note({ type: 'peer.join', ...peer });
    });
  }

  peerLeft(peerId: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#cast.members.delete(peerId);
      for (const { producerId } of this.#cast.producersOf(peerId)) {
        await this.#drop(producerId, 'left');
      }
      await this.#note({ type: 'peer.leave', peerId });
    });
  }

  consent(answer: Parameters<RoomRecorder['consent']>[0]): Promise<void> {
    const { peerId, granted, textVersion } = answer;
    const { session, consents } = this.#options;
    const given = { peerId, granted, textVersion };
    if (!granted) {
      // A no counts from this moment, whatever else is waiting for its turn.
      this.#cast.answers.set(peerId, given);
      for (const { producerId } of this.#cast.producersOf(peerId)) {
        this.#onAir?.takes.cutOff(producerId);
      }
      void this.#tellAnswers();
    }
    consents.put({ ...answer, sessionId: session.sessionId });
    return this.#inTurn(async () => {
      this.#cast.answers.set(peerId, given);
      await this.#tellAnswers();
      await this.#match('consent-withdrawn');
    });
  }

  answersStored(): Promise<void> {
    return this.#options.consents.settled(storeWithinMs);
  }

  producerOpened(producer: RecordedProducer): Promise<void> {
    if (this.#options.session.practiceOf && producer.kind === 'video') return Promise.resolve();
    return this.#inTurn(async () => {
      this.#cast.producers.set(producer.producerId, producer);
      await this.#match();
    });
  }

  producerPaused(producerId: string): Promise<void> {
    return this.#setPaused(producerId, true);
  }

  producerResumed(producerId: string): Promise<void> {
    return this.#setPaused(producerId, false);
  }

  producerClosed(producerId: string, reason: TakeEndReason): Promise<void> {
    // Known at once, so that no take of it begins meanwhile.
    this.#cast.closing.add(producerId);
    return this.#inTurn(() => this.#drop(producerId, reason));
  }

  speakerChanged(peerId: string): void {
    void this.#note({ type: 'speaker', peerId });
  }

  note(entry: TimelineEntry): Promise<void> {
    const append = async (): Promise<void> => this.#onAir?.timeline.append(entry);
    // Not behind a recorder that is being replaced: it has the time at which it was told.
    return this.#onAir ? append() : this.#inTurn(append);
  }

  goLive(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#onAir) return;
      const { scope, openStore, takeUp, ...options } = this.#options;
      const [cast, log] = [this.#cast, this.#log];
      try {
        const recordingId = (this.#recordingId = await takeUp());
        this.#onAir = await scope.open('recording', (own) => {
          own.defer('recorder listener', this.#listen());
          return goOnAir(own, { ...options, recordingId, cast, store: openStore(), log });
        });
      } catch (error) {
        this.#refusal = refusalOf(error);
        this.#tell();
        throw error;
      }
      await this.#match();
      await this.#onAir.timeline.stored(storeWithinMs);
      this.#tell();
    });
  }

  end(): Promise<void> {
    return this.#inTurn(async () => {
      const [onAir, recordingId] = [this.#onAir, this.#recordingId];
      this.#onAir = this.#recordingId = undefined;
      // It was begun, and may never have come on air.
      if (!recordingId) return;
      try {
        const untold = [...this.#cast.answers.values()];
        if (!onAir) this.#options.finish(recordingId, { untold });
        else if (!(await goOffAir(onAir))) this.#options.finish(recordingId, leftOver(onAir));
      } catch (error) {
        this.#options.finish(recordingId, onAir ? leftOver(onAir) : {});
        throw error;
      } finally {
        this.#line.close();
        this.#tell();
      }
    });
  }

  forecast: RoomRecorder['forecast'] = (plan) => this.#options.forecast(plan);

  proof(): RecordingProof {
    const onAir = this.#onAir;
    if (!onAir) return { state: 'off', troubles: this.#refusal, people: [] };
    const evidence = this.#cast.evidence(onAir.takes);
    const isWhole =
      this.#troubles.length === 0 &&
      !onAir.timeline.isFailing &&
      evidence.every(({ isConsented, take }) => !isConsented || take);
    return {
      state: isWhole ? 'on' : 'degraded',
      troubles: [...this.#troubles, ...this.#options.outages(onAir.timeline)],
      startedAt: onAir.startedAt.toISOString(),
      people: provePeople(evidence, onAir.takes.endedBytes, this.#options.clock.monoUs()),
    };
  }

  onProof(listener: (proof: RecordingProof) => void): void {
    this.#listeners.add(listener);
  }

  #listen(): () => void {
    return this.#options.recorder.listen({
      stats: (stats) => this.#noteStats(stats),
      needKey: (takeId) => this.#onAir?.takes.requestKeyFrame(takeId),
      lost: () => this.#aside('recorder lost', () => this.#interrupt()),
      ready: () => this.#aside('recorder back', () => this.#resume()),
    });
  }

  /** What cannot begin now is tried again each second. */
  async #match(reason: TakeEndReason = 'closed'): Promise<void> {
    const takes = this.#onAir?.takes;
    if (!takes) return;
    const openCapture = () => this.#line.get(this.#options.recorder.port);
    await matchTakes({ takes, cast: this.#cast, openCapture, log: this.#log }, reason);
  }

  /** The recorder or the media plane died under the takes. */
  async #interrupt(): Promise<void> {
    const ended = this.#onAir?.takes.endAll('interrupted');
    this.#line.close();
    await ended;
    this.#tell();
  }

  async #resume(): Promise<void> {
    // What of the old process is left, if its end was not heard of first.
    await this.#interrupt();
    await this.#note({ type: 'recorder.restart' });
    await this.#match();
    this.#tell();
  }

  async #drop(producerId: string, reason: TakeEndReason): Promise<void> {
    this.#cast.drop(producerId);
    await this.#onAir?.takes.end(producerId, reason);
  }

  #setPaused(producerId: string, paused: boolean): Promise<void> {
    return this.#inTurn(async () => {
      this.#cast.setPaused(producerId, paused);
      await this.#onAir?.takes.setPaused(producerId, paused);
    });
  }

  #noteStats(stats: RecorderStats): void {
    this.#troubles = stats.troubles;
    this.#cast.room = stats.room;
    const onAir = this.#onAir;
    if (!onAir) return;
    onAir.takes.takeStats(stats.takes);
    if (this.#cast.differsFrom(onAir.takes)) this.#aside('takes to match', () => this.#match());
    if (onAir.answers.due.length > 0) void this.#tellAnswers();
    if (onAir.disk.isDue) this.#aside('room on the disk', () => onAir.disk.tell());
    this.#tell();
  }

  #tell(): void {
    const proof = this.proof();
    for (const listener of this.#listeners) listener(proof);
  }

  /** While on air. What the disk refuses is told again each second, and before the end. */
  async #tellAnswers(): Promise<void> {
    try {
      await this.#onAir?.answers.tell();
    } catch (error) {
      this.#log.error({ err: error }, 'answer not on the timeline yet');
    }
  }

  /** While on air: puts on the timeline what the recording can do without. */
  async #note(entry: TimelineEntry): Promise<void> {
    try {
      await this.#onAir?.timeline.append(entry);
    } catch (error) {
      this.#log.error({ err: error, event: entry.type }, 'event not on the timeline');
    }
  }

  #aside(what: string, task: () => Promise<void>): void {
    this.#inTurn(task).catch((error: unknown) => this.#log.error({ err: error }, what));
  }
}
