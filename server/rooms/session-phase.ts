import { AppError, isGone } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import { unlessLate } from '../platform/unless-late.ts';
import { practiceKeptMs } from '../practices/practice-recording.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import type { RecordingForecast } from '../protocol/recording-forecast.ts';
import type { RecordingProof } from '../protocol/recording-proof.ts';
import type { RecordingPlan } from '../recordings/forecast-space.ts';
import type { RoomSessions } from '../sessions/room-sessions.ts';
import { stageSeats } from '../protocol/words.ts';
import type { RecordingLine } from './recording-line.ts';
import type { RoomLimits } from './room-ports.ts';
import type { Roster } from './roster.ts';
import { tellEnd } from './tell-end.ts';
import { Unattended } from './unattended.ts';

/** A disk that took nothing may have room by now. */
const recordAgainMs = 3_000;

/** How long the end waits for the database: it is told later. */
const endsWithinMs = 1_000;

/** A host alone before the session will not stay alone. */
const fewestPeople = 2;

type Parts = {
  scope: Scope;
  roster: Roster;
  recording: RecordingLine;
  sessions: RoomSessions;
  practiceEnded: (practice: SessionInfo) => void;
  limits: RoomLimits;
  clock: Clock;
  log: Logger;
};

type Events = {
  /** It has gone live, is being recorded, and everyone knows. */
  live(): Promise<void>;
  /** The session has ended, and its recording goes on for as long as this takes, but not for long. */
  ending(): Promise<void>;
  /** The session has ended and is recorded as such: send everyone off the stage. */
  ended(): void;
  /** The countdown is over: ask the room to go live, in its turn. */
  countedDown(): Promise<void>;
  /** Nobody runs it any more: ask the room to end it, in its turn. */
  endBySelf(): Promise<void>;
};

/**
 * Where the room's session stands: scheduled, live, ended. Stored first, then recorded, then announced; an end that the
 * database does not take is stored afterwards.
 */
export class SessionPhase {
  readonly #parts: Parts;
  readonly #events: Events;
  #session: SessionInfo;
  #recordingOn = false;
  /** How often its recording did not start, and how to take back that it is tried again. */
  #failedStarts = 0;
  #stopTrying: (() => void) | undefined;
  #isEnding = false;
  #recordingState: string;
  readonly #unattended: Unattended;
  #countdown: { goesLiveAt: string; stop: () => void } | undefined;

  constructor(session: SessionInfo, parts: Parts, events: Events) {
    this.#session = session;
    this.#parts = parts;
    this.#events = events;
    this.#recordingState = parts.recording.proof().state;
    this.#unattended = new Unattended(parts, {
      changed: () => this.#announce(this.#session),
      endBySelf: () => events.endBySelf(),
    });
    parts.recording.onProof((proof) => {
      // What ends with the session is no trouble, and is told after it.
      if (!this.#isEnding) this.#announceProof(proof);
    });
  }

  get session(): SessionInfo {
    const { goesLiveAt } = this.#countdown ?? {};
    const { endsBySelfAt } = this.#unattended;
    return {
      ...this.#session,
      ...(goesLiveAt ? { goesLiveAt } : {}),
      ...(endsBySelfAt ? { endsBySelfAt } : {}),
    };
  }

  /**
   * A session that is live already, whose room was lost with its hub, goes on being recorded. Where its recording has come
   * to its end meanwhile, so has it, whatever the database was told.
   */
  async resume(): Promise<void> {
    if (this.#session.state !== 'live') return;
    if ((await this.#record()) !== 'over') return;
    const { log } = this.#parts;
    log.warn('the recording is over, ending its session');
    await this.end().catch((error: unknown) => {
      // Its hosts read what to do.
      log.error({ err: error }, 'session not ended with its recording');
    });
  }

  countDown(): void {
    const { scope, limits, clock, log } = this.#parts;
    if (this.#session.state !== 'scheduled' || this.#countdown) {
      throw new AppError('conflict', 'The session is live, or will be in a moment.');
    }
    const goesLiveAt = new Date(clock.now().getTime() + limits.countdownMs).toISOString();
    const stop = scope.after('countdown', limits.countdownMs, () => {
      this.#events.countedDown().catch((error: unknown) => {
        log.error({ err: error }, 'not live after its countdown');
        if (this.#countdown) this.cancelCountdown();
      });
    });
    this.#countdown = { goesLiveAt, stop };
    this.#announce(this.#session);
  }

  cancelCountdown(): void {
    if (!this.#countdown) throw new AppError('conflict', 'No countdown is running.');
    this.#endCountdown();
    this.#announce(this.#session);
  }

  #endCountdown(): void {
    this.#countdown?.stop();
    this.#countdown = undefined;
  }

  async forecast(): Promise<RecordingForecast> {
    return this.#parts.recording.forecast(await this.plan());
  }

  /** What is left of it as planned, with those who are on stage now, or who are invited and whoever hosts them. */
  async plan(): Promise<RecordingPlan> {
    const { roster, sessions, log } = this.#parts;
    const { plannedMinutes, sessionId } = this.#session;
    const links = await sessions.countInvited(sessionId).catch((error: unknown) => {
      // The disk runs full without the database as well.
      log.warn({ err: error }, 'judging room for those on stage alone');
      return 0;
    });
    const invited = Math.min(stageSeats, 1 + links);
    const people = Math.max(fewestPeople, roster.onStage.length, invited);
    return { plannedMinutes, people, pastMinutes: this.#pastMinutes };
  }

  /** For how long it has been live. */
  get #pastMinutes(): number {
    const { state, wentLiveAt } = this.#session;
    if (state !== 'live' || !wentLiveAt) return 0;
    return Math.floor((this.#parts.clock.now().getTime() - Date.parse(wentLiveAt)) / 60_000);
  }

  async goLive(): Promise<void> {
    const { sessions, clock } = this.#parts;
    if (this.#session.state === 'live') {
      // Pressed again because it is not being recorded; otherwise two hosts pressed at once.
      if (this.#recordingOn) throw new AppError('conflict', 'The session is live already.');
      const recorded = await this.#record();
      if (recorded === 'on') return;
      if (recorded === 'over')
        throw new AppError('gone', 'Its recording has ended. End it, too.');
      throw new AppError('unavailable', 'The recording did not start. Try again.');
    }
    const stored = await sessions.markLive(this.#session.sessionId, clock.now());
    await this.#record();
    this.#endCountdown();
    this.#announce(stored);
    await this.#events.live();
    this.peopleChanged();
  }

  async end(): Promise<void> {
    const { recording, log } = this.#parts;
    if (this.#session.state !== 'live') return;
    const told = tellEnd(this.#session.sessionId, this.#parts);
    // Heard below, once all else has ended.
    told.catch(() => undefined);
    const stored = await unlessLate(told, endsWithinMs);
    const ending = this.#events.ending().catch((error: unknown) => {
      log.error({ err: error }, 'something beside the stage was left open');
    });
    await unlessLate(ending, endsWithinMs);
    this.#isEnding = true;
    try {
      await recording.ask((recorder) => recorder.end());
    } catch (error) {
      // It has ended for everyone all the same; what the recorder left open is finished in the background.
      log.error({ err: error }, 'recording not finished');
    }
    if (stored) await this.#endStored(stored);
    else this.#announce({ ...this.#session, state: 'ended', outcome: 'unstored' });
    this.#announceProof(recording.proof());
    this.peopleChanged();
    this.#events.ended();
    if (stored) return;
    told
      .then((late) => this.#endStored(late))
      .catch((error: unknown) => log.error({ err: error }, 'end of the session not stored'));
  }

  /** Everyone has what is stored. Until then the room stays: another one would find its session live. */
  async #endStored(stored: SessionInfo): Promise<void> {
    const { scope, limits } = this.#parts;
    this.#announce(stored.practiceOf ? await this.#forget(stored) : stored);
    scope.after('ended', limits.endedMs, () => void scope.close('session ended'));
  }

  /** Nothing of a practice stays, but for some time its recording, where a host asked for one. */
  async #forget(practice: SessionInfo): Promise<SessionInfo> {
    const { sessions, practiceEnded, clock, log } = this.#parts;
    const { sessionId } = practice;
    let left = practice;
    try {
      if (this.#recordingOn) {
        const until = new Date(clock.now().getTime() + practiceKeptMs);
        left = await sessions.keepPractice(sessionId, until);
      } else await sessions.deletePractice(sessionId);
    } catch (error) {
      log.error({ err: error }, 'practice not deleted: the next start of the hub will');
    }
    practiceEnded(practice);
    return left;
  }

  /** New words for the session; where it stands is only ever changed here. */
  changed(session: SessionInfo): void {
    const { state } = this.#session;
    if (session.state === state) this.#announce(session);
  }

  /** The session as it now is: to the room and the lobby. */
  #announce(session: SessionInfo): void {
    this.#session = session;
    this.#parts.roster.toAllConnections('session:changed', this.session);
  }

  #announceProof(proof: RecordingProof): void {
    const stateChanged = proof.state !== this.#recordingState;
    this.#recordingState = proof.state;
    this.#parts.roster.announceProof(proof, stateChanged);
  }

  peopleChanged(): void {
    const { recording, roster } = this.#parts;
    // Another hub's people may be in it.
    const isElsewhere = recording.proof().troubles.includes('recorded-elsewhere');
    this.#unattended.peopleChanged(this.#session.state === 'live' && !isElsewhere, roster);
  }

  /** A host wants this practice recorded, from now to its end. Whoever is on stage is asked, as in any session. */
  async recordPractice(): Promise<void> {
    if (!this.#session.practiceOf) {
      throw new AppError('conflict', 'A session is recorded from going live on.');
    }
    if (this.#recordingOn) return;
    await this.#parts.recording.ask((recorder) => recorder.goLive());
    this.#recordingOn = true;
  }

  /**
   * A session goes live even when it cannot be recorded: hosts see it, and it is tried again for as long as it is live,
   * sooner when they press. A practice is recorded only when a host asks for it. `over`: its recording has come to its end,
   * and none is begun any more.
   */
  async #record(): Promise<'on' | 'off' | 'over'> {
    const { recording, log } = this.#parts;
    if (this.#session.practiceOf) return 'off';
    try {
      await recording.ask((recorder) => recorder.goLive());
      this.#recordingOn = true;
      return 'on';
    } catch (error) {
      // Once: a disk may be full for hours.
      const level = this.#failedStarts === 0 ? 'error' : 'debug';
      log[level]({ err: error }, 'recording not started');
      this.#failedStarts += 1;
      if (isGone(error)) return 'over';
      this.#recordAgain();
      return 'off';
    }
  }

  #recordAgain(): void {
    const { scope } = this.#parts;
    this.#stopTrying?.();
    if (scope.closed) return;
    this.#stopTrying = scope.after('record again', recordAgainMs, () => {
      const isWanted = this.#session.state === 'live' && !this.#isEnding;
      if (isWanted && !this.#recordingOn) void this.#record();
    });
  }
}
