import { mkdir } from 'node:fs/promises';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { AppError, isConflict } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { freeBytesOf } from '../platform/free-space.ts';
import { isThere } from '../platform/is-there.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { Outage } from '../protocol/recording-proof.ts';
import { readBootId } from './boot-id.ts';
import { ConsentBook } from './consent-book.ts';
import { storeProjection } from './finish-recording.ts';
import { Finishing, type LeftOver } from './finishing.ts';
import { forecastSpace, type MakingBits, type RecordingPlan } from './forecast-space.ts';
import { finishInterrupted, recoverInterrupted } from './recover-interrupted.ts';
import { RecordedElsewhere } from './refused-recording.ts';
import type {
  ConsentStore,
  RecordingJobs,
  RecordingProjection,
  RecordingRepository,
} from './recording-repository.ts';
import type { CompareRefused } from './refused-takes.ts';
import type { OpenRoomRecorder } from './room-recorder.ts';
import { SessionRecorder } from './session-recorder.ts';
import type { TakeRecorder } from './take-recorder.ts';
import { WriteBehind } from './write-behind.ts';

export type RecordingsOptions = {
  recordingsDir: string;
  recorder: TakeRecorder;
  repository: RecordingRepository;
  consents: ConsentStore;
  jobs: RecordingJobs;
  /** What is kept free, in bytes. */
  reserveBytes: number;
  /** Default: episodes are made elsewhere. */
  makingBits?: MakingBits;
  /** Default: microphones of people who took their consent back are deleted without having been compared with others'. */
  compareRefused?: CompareRefused | undefined;
  /** A recording is on air from now on, or again. */
  onAir?: ((recordingId: string) => void) | undefined;
  /** Recordings are copied while they go on: what this disk has lost may be there. Default: they are not. */
  isCopied?: boolean;
  /** What the hub is without for now: hosts are told while they record. Default: nothing. */
  outages?: () => readonly Outage[];
  /** An interrupted recording was finished, and its session ended with it. */
  sessionEnded: () => Promise<void>;
  /** Keyed, so that nobody can try addresses against it. */
  hashAddress: (address: string) => string;
  /** How long an interrupted recording waits for its session to go on. Default: 60 s; pages are back within seconds. */
  returnsWithinMs?: number;
  /** When a recording that could not be finished is tried again for the first time. Default: 1 s. */
  finishAgainMs?: number;
  clock: Clock;
  log: Logger;
  scope: Scope;
};

export type Recordings = {
  openRoomRecorder: OpenRoomRecorder;
  /**
   * At start-up, before any room opens: finishes what was interrupted, but for sessions that are live and were so a
   * moment ago. Those go on in the same recording when their room opens again, and are finished when it does not.
   */
  recoverInterrupted: (isLive: (sessionId: string) => Promise<boolean>) => Promise<void>;
  /** Whether this process writes a recording, or is still to bring it to its end. */
  isOpen: (recordingId: string) => boolean;
};

/** Everything that is recorded on this hub. */
export async function createRecordings(options: RecordingsOptions): Promise<Recordings> {
  const {
    recordingsDir,
    recorder,
    repository,
    jobs,
    sessionEnded,
    onAir,
    reserveBytes,
    clock,
  } = options;
  const {
    consents: store,
    hashAddress,
    returnsWithinMs = 60_000,
    outages = () => [],
  } = options;
  const { makingBits = () => 0, compareRefused, isCopied = false } = options;
  const log = options.log.child({ part: 'recordings' });
  // Of its own, so that it closes after the rooms, which still end their takes while they close.
  const scope = options.scope.child('recordings');
  await mkdir(recordingsDir, { recursive: true, mode: 0o700 });
  const bootId = await readBootId();
  const consents = new ConsentBook({ store, hashAddress, clock, log, scope });
  const recovery = {
    ...{ recordingsDir, repository, consents: store, jobs, sessionEnded, bootId, clock, log },
    isCopied,
  };
  /** By session, which has one recording, however often it is begun, also once that is over: two ids each. */
  const begun = new Map<string, string>();
  const openStore = () =>
    new WriteBehind<RecordingProjection>({
      write: (projection) => storeProjection(projection, { repository, jobs }),
      isFinal: isConflict,
      scope,
      log,
    });
  /** What this process writes, or is still to bring to its end. */
  const open = new Set<string>();
  /** Of sessions on air. */
  const plans = new Map<string, () => Promise<RecordingPlan>>();
  const finishing = new Finishing({
    async finish(recordingId, untold, signal) {
      const comparing = compareRefused && { compare: compareRefused, signal, log };
      await finishInterrupted(recordingId, { ...recovery, comparing }, untold);
      open.delete(recordingId);
    },
    firstDelayMs: options.finishAgainMs,
    ...{ scope, log },
  });
  const finish = (recordingId: string, left?: LeftOver): void => {
    open.add(recordingId);
    finishing.start(recordingId, left);
  };
  /** Those that are given up when nobody comes back, and how to keep one from it. */
  const waiting = new Map<string, () => void>();
  /** By session, which ended with its recording, though the database was not told. */
  const toEnd = new Map<string, string>();
  /** A session has one recording: what another hub has begun, this one cannot go on with, nor begin anew. */
  const findOrMake = async (sessionId: string): Promise<string> => {
    const found = await repository.findOfSession(sessionId).catch((error: unknown) => {
      // What can be recorded is. Should another hub have one, the database will refuse this, and hosts read so.
      log.warn(
        { err: error, session: sessionId },
        'recording without having asked for another',
      );
      return undefined;
    });
    if (!found) return newId();
    if (found.state !== 'recording') throw recordingIsOver();
    const { timeline } = recordingFiles(recordingsDir, found.recordingId);
    if (!(await isThere(timeline))) throw new RecordedElsewhere();
    return found.recordingId;
  };
  const takeUp = async (sessionId: string): Promise<string> => {
    const ended = toEnd.get(sessionId);
    if (ended !== undefined) {
      // Neither anew nor further: it is told, at once if need be, and the session is over.
      await finishing.stop(ended);
      finish(ended);
      throw recordingIsOver();
    }
    const recordingId = begun.get(sessionId) ?? (await findOrMake(sessionId));
    begun.set(sessionId, recordingId);
    waiting.get(sessionId)?.();
    waiting.delete(sessionId);
    await finishing.stop(recordingId);
    open.add(recordingId);
    return recordingId;
  };

  return {
    openRoomRecorder: (session, plan) =>
      new SessionRecorder({
        ...{ session, recordingsDir, recorder, consents, openStore, bootId, clock, log, scope },
        onAir(recordingId, own) {
          own.defer('open recording', () => void open.delete(recordingId));
          // Of a practice only sound is kept, and no episode made.
          if (plan && !session.practiceOf) plans.set(session.sessionId, plan);
          own.defer('plan', () => void plans.delete(session.sessionId));
          onAir?.(recordingId);
        },
        outages: ({ isBehind, isElsewhere }) => [
          ...new Set([...outages(), ...(isBehind ? (['database-away'] as const) : [])]),
          ...(isElsewhere ? (['recorded-elsewhere'] as const) : []),
        ],
        async forecast(own) {
          const others = [...plans].filter(([sessionId]) => sessionId !== session.sessionId);
          return forecastSpace(own, {
            ...{ reserveBytes, makingBits },
            freeBytes: await freeBytesOf(recordingsDir),
            others: await Promise.all(others.map(([, planOf]) => planOf())),
          });
        },
        takeUp: () => takeUp(session.sessionId),
        finish,
      }),
    async recoverInterrupted(isLive) {
      const { interrupted, failed, ended } = await recoverInterrupted(recovery, isLive);
      for (const { sessionId, recordingId } of interrupted) {
        begun.set(sessionId, recordingId);
        open.add(recordingId);
        const stay = scope.after('return', returnsWithinMs, () => {
          waiting.delete(sessionId);
          finish(recordingId);
        });
        waiting.set(sessionId, stay);
      }
      for (const { sessionId, recordingId } of ended) toEnd.set(sessionId, recordingId);
      for (const recordingId of [...failed, ...toEnd.values()]) finish(recordingId);
    },
    isOpen: (recordingId) => open.has(recordingId),
  };
}

const recordingIsOver = (): AppError =>
  new AppError('gone', 'The recording of this session has ended.');
