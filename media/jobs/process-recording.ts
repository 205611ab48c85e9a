import { rm } from 'node:fs/promises';
import type { Logger } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { RecordingHealth } from '../../server/protocol/recording-health.ts';
import { practiceStepNames, stepNames, type JobPayload } from '../contract/jobs.ts';
import { recordingFiles, recordingPrefix, reviewKey } from '../contract/recording-files.ts';
import { killLeftBehind } from '../ffmpeg/kill-left-behind.ts';
import type { RecordedSession, RecordingRepository } from '../store/recording-repository.ts';
import { beginAnew } from '../steps/begin-anew.ts';
import { openDisk, type DiskRoom } from './disk-room.ts';
import { describeLack, holdWords } from './failure-words.ts';
import { makeEpisode, type PipelineSteps } from './make-episode.ts';
import { makeInRoom, type Lack } from './make-in-room.ts';
import { makePractice } from './make-practice.ts';
import { createRunStore } from './run-store.ts';
import {
  createStepRunner,
  StepFailed,
  type StepProblem,
  type StepRows,
} from './step-runner.ts';
import { watchWanted } from './watch-wanted.ts';

/** Where the way of a recording through the pipeline is kept. Implemented in media/store/. */
export type ProcessingRows = StepRows & {
  /** Makes the rows that are missing, and lets those that were cut off or failed wait again. */
  begin(recordingId: string, names: readonly string[]): Promise<void>;
  /** A step that runs stands still: why, in words; undefined once it goes on. */
  pause(recordingId: string, name: string, why: string | undefined): Promise<void>;
  /** Why its first step, which waits, cannot begin. Its start takes that back, and so does undefined. */
  explain(recordingId: string, why: StepProblem | undefined): Promise<void>;
  /** How well its takes arrived. */
  health(recordingId: string, health: RecordingHealth): Promise<void>;
  /** False once a host has cancelled it, deleted it, or started another revision. */
  isWanted(recordingId: string, revision: number): Promise<boolean>;
  finish(
    recordingId: string,
    revision: number,
    state: 'ready' | 'failed' | 'empty',
  ): Promise<void>;
  /** What this revision has been made into; undefined as long as it is not. */
  findOutcome(recordingId: string, revision: number): Promise<'ready' | 'empty' | undefined>;
  /** Recordings whose session has ended and whose episode is not made. */
  listUnfinished(): Promise<{ recordingId: string; revision: number }[]>;
};

export type RecordingProcessor = (
  payload: JobPayload<'process-recording'>,
  signal: AbortSignal,
) => Promise<void>;

type Options = {
  steps: PipelineSteps;
  rows: ProcessingRows;
  recordings: RecordingRepository;
  store: ObjectStore;
  recordingsDir: string;
  /** An episode is made. */
  onReady?: (payload: JobPayload<'process-recording'>) => Promise<void>;
  /** Nobody works on this run any more: what machines handed each other for it goes. Safe to repeat. */
  clearDrawing?: (run: JobPayload<'process-recording'>) => Promise<void>;
  /** Default: it always has room. */
  disk?: DiskRoom;
  log: Logger;
  /** Shorter in tests. */
  backoff?: readonly number[];
  away?: readonly number[];
};

/**
 * The handler of the job `process-recording`. Returns when the recording is ready, has failed for good (its rows say
 * why), or is not wanted any more; throws when it should be delivered again: on shutdown, or while something is away.
 */
export function createRecordingProcessor(options: Options): RecordingProcessor {
  const { steps, rows, recordings, store, recordingsDir, disk = openDisk } = options;
  const { backoff, away } = options;
  /** A host may cancel and retry before the cancelled run has ended; two runs would share files. */
  const running = new Map<string, Promise<void>>();

  /** What is left to do once it is made. Safe to repeat: whoever dies in it, or fails, is asked again. */
  const followUp = async (
    { recordingId, isPractice }: RecordedSession,
    revision: number,
  ): Promise<'ready' | 'empty' | undefined> => {
    const outcome = await rows.findOutcome(recordingId, revision);
    if (isPractice && outcome) {
      // Of a practice nothing stays that is not to be listened to.
      await rm(recordingFiles(recordingsDir, recordingId).root, {
        recursive: true,
        force: true,
      });
      await store.deletePrefix(`${recordingPrefix(recordingId)}/`);
    }
    if (!isPractice && outcome === 'ready') await options.onReady?.({ recordingId, revision });
    return outcome;
  };

  const process: RecordingProcessor = async ({ recordingId, revision }, signal) => {
    const log = options.log.child({ recording: recordingId, revision });
    const session = await recordings.find(recordingId);
    if (!session || !(await rows.isWanted(recordingId, revision))) {
      await options.clearDrawing?.({ recordingId, revision });
      const made = session && (await followUp(session, revision));
      log.info(made ? 'recording was processed before' : 'recording is not wanted any more');
      return;
    }
    const files = recordingFiles(recordingsDir, recordingId);
    const killed = await killLeftBehind(files.work);
    if (killed > 0) log.warn({ killed }, 'ended processes of a run that was killed');
    await rm(files.ahead, { recursive: true, force: true });
    await beginAnew(session.rebuiltAs, files);
    const names = session.isPractice ? practiceStepNames : stepNames;
    await rows.begin(recordingId, names);

    const isWanted = () => rows.isWanted(recordingId, revision);
    const wanted = watchWanted(isWanted, signal, log);
    const runStore = createRunStore(store, isWanted, [reviewKey(recordingId)]);
    const language = session.libraryLanguage;
    const make = (whileWanted: AbortSignal): Promise<'ready' | 'empty'> => {
      const run = createStepRunner({
        tools: { recordingId, revision, files, log, store: runStore, signal: whileWanted },
        ...{ rows, language, log },
        onHold: (name, hold) =>
          rows.pause(recordingId, name, hold && holdWords[hold][language]),
        ...(backoff ? { backoff } : {}),
        ...(away ? { away } : {}),
      });
      return session.isPractice
        ? makePractice(run, steps, session, files)
        : makeEpisode(run, steps, session, files, store, {
            health: (health) => rows.health(recordingId, health),
            bleed: (bleed) => recordings.keepBleed(recordingId, bleed),
          });
    };
    let told: string | undefined;
    const onLack = async (lack: Lack | undefined): Promise<void> => {
      const error = lack && describeLack(lack, language);
      if (error === told) return;
      told = error;
      // Those that had begun wait again.
      await rows.begin(recordingId, names);
      await rows.explain(
        recordingId,
        error === undefined ? undefined : { error, errorDetail: '' },
      );
    };
    try {
      const outcome = await makeInRoom(make, {
        ...{ disk, files, signal: wanted.signal, log, onLack },
      });
      await rows.finish(recordingId, revision, outcome);
    } catch (error) {
      // Asked here too: the watch looks once a second, and whoever writes notices sooner.
      if (await isWanted()) {
        signal.throwIfAborted();
        // One that was stopped and is wanted again has no other job than this.
        if (wanted.wasCancelled() || !(error instanceof StepFailed)) throw error;
        await rows.finish(recordingId, revision, 'failed');
      }
    } finally {
      wanted.stop();
    }
    await options.clearDrawing?.({ recordingId, revision });
    const outcome = await followUp(session, revision);
    log.info({ outcome }, outcome ? 'recording processed' : 'recording stopped, or failed');
  };

  return async (payload, signal) => {
    const { recordingId } = payload;
    const earlier = running.get(recordingId);
    const run = Promise.resolve(earlier?.catch(() => undefined)).then(() =>
      process(payload, signal),
    );
    running.set(recordingId, run);
    try {
      await run;
    } finally {
      if (running.get(recordingId) === run) running.delete(recordingId);
    }
  };
}
