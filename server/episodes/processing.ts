import type { RecordedAsker } from '../edits/askers.ts';
import { listRecordedPeople } from '../edits/recorded-people.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { given } from '../platform/given.ts';
import type { RecordingHealth } from '../protocol/recording-health.ts';
import type { EpisodeInfo, RecordingInfo, StepInfo } from '../protocol/rest.ts';
import type { TakesKept } from '../retention/keep-takes.ts';
import type { ReadBack } from '../retention/read-back.ts';
import { estimateLeftMs } from './progress.ts';

export type RecordingState =
  'recording' | 'processing' | 'ready' | 'failed' | 'cancelled' | 'empty';

/** How far the pipeline is with one recording. */
export type Processing = {
  recordingId: string;
  sessionId: string;
  state: RecordingState;
  startedAt: Date;
  endedAt: Date | undefined;
  /** Names the job's run and the published objects' directory. */
  revision: number;
  health: RecordingHealth | undefined;
  /** When hosts last changed its edits. */
  editedAt: Date | undefined;
  /** When its takes were deleted because their time was over. */
  takesDeletedAt: Date | undefined;
  /** How what is published was last read back. */
  readBack: ReadBack | undefined;
  /** In the pipeline's order. */
  steps: ProcessingStep[];
  /** In order of time. */
  takes: {
    peerId: string;
    displayName: string;
    kind: string;
    source: string;
    startedAt: Date;
    endedAt: Date | undefined;
    /** Set when its person was taken out of the recording. */
    withdrawn: { at: Date; by: string } | undefined;
  }[];
};

export type ProcessingStep = {
  name: string;
  state: StepInfo['state'];
  /** 0 to 1. */
  progress: number;
  attempt: number;
  startedAt: Date | undefined;
  finishedAt: Date | undefined;
  /** Estimated milliseconds left while running. */
  leftMs: number | undefined;
  error: string | undefined;
  errorDetail: string | undefined;
};

export type ProcessingRepository = {
  findBySession(sessionId: string): Promise<Processing | undefined>;
  /** What is being made, has failed, or waits for a host to publish it; newest first. */
  listOpen(): Promise<(Processing & { episodeState: string | undefined })[]>;
  /**
   * From failed or cancelled back to processing: what is not done waits again. Undefined when the recording was in
   * no such state.
   */
  restart(recordingId: string): Promise<{ revision: number } | undefined>;
  /**
   * A new revision, all steps waiting. Undefined for a recording that goes on, in which nothing was recorded, or whose
   * takes were deleted.
   */
  remake(recordingId: string): Promise<{ revision: number } | undefined>;
  /** From processing to cancelled. False when it was not processing. */
  cancel(recordingId: string): Promise<boolean>;
};

/** Puts a job into the queue. Safe to repeat: one recording and revision has one job at a time. */
export type EnqueueProcessing = (
  name: 'process-recording' | 'transcribe-recording',
  payload: { recordingId: string; revision: number },
) => Promise<unknown>;

/** A host's say in how a recording is made into an episode. */
export type ProcessingControl = {
  find(sessionId: string): Promise<Processing | undefined>;
  listOpen: ProcessingRepository['listOpen'];
  /** Goes on from the step that failed. */
  retry(recordingId: string): Promise<void>;
  /** Makes the episode again, with what hosts changed; one that is being made begins anew. */
  remake(recordingId: string): Promise<void>;
  /** Sets a revision going that is stored already. */
  begin(recordingId: string, revision: number): Promise<void>;
  /** The pipeline stops at the next look; what is done stays done. */
  cancel(recordingId: string): Promise<void>;
};

export function createProcessingControl(deps: {
  processing: ProcessingRepository;
  enqueue: EnqueueProcessing;
}): ProcessingControl {
  const { processing, enqueue } = deps;
  const begin = async (recordingId: string, revision: number): Promise<void> => {
    try {
      await enqueue('process-recording', { recordingId, revision });
    } catch (error) {
      // Without a job nothing would ever happen: back to where Retry can be pressed again.
      await processing.cancel(recordingId);
      throw error;
    }
  };
  return {
    find: (sessionId) => processing.findBySession(sessionId),
    listOpen: () => processing.listOpen(),
    async retry(recordingId) {
      const restarted = await processing.restart(recordingId);
      if (!restarted) {
        throw new AppError(
          'conflict',
          'Only what has failed or was stopped can be tried again.',
        );
      }
      await begin(recordingId, restarted.revision);
    },
    begin,
    async remake(recordingId) {
      const remade = await processing.remake(recordingId);
      if (!remade) throw new AppError('conflict', 'There is nothing to make an episode of.');
      await begin(recordingId, remade.revision);
    },
    async cancel(recordingId) {
      if (!(await processing.cancel(recordingId))) {
        throw new AppError('conflict', 'Nothing is being made that could be stopped.');
      }
    },
  };
}

/** Length of what was recorded, in ms, as far as it has come. */
export function recordedMs({ startedAt, endedAt }: Processing, clock: Clock): number {
  return (endedAt ?? clock.now()).getTime() - startedAt.getTime();
}

export function toRecordingInfo(
  processing: Processing,
  episode: EpisodeInfo | undefined,
  {
    clock,
    takesKept,
    askers,
  }: { clock: Clock; takesKept: TakesKept; askers: readonly RecordedAsker[] },
): RecordingInfo {
  const { recordingId, state, startedAt, endedAt, steps, takes, health } = processing;
  const now = clock.now();
  const leftMs =
    state === 'processing' ? estimateLeftMs(steps, recordedMs(processing, clock)) : undefined;
  return {
    recordingId,
    state,
    startedAt: startedAt.toISOString(),
    ...(endedAt ? { endedAt: endedAt.toISOString() } : {}),
    steps: steps.map(({ name, state, progress, attempt, leftMs, error, errorDetail }) =>
      given({ name, state, progress, attempt, leftMs, error, errorDetail }),
    ),
    ...(leftMs === undefined ? {} : { leftMs }),
    takes: takes.map(({ displayName, kind, source, withdrawn, ...take }) => ({
      displayName,
      kind,
      source,
      seconds: ((take.endedAt ?? now).getTime() - take.startedAt.getTime()) / 1000,
      ...withdrawal(withdrawn),
    })),
    people: listRecordedPeople(takes).map(({ withdrawn, ...person }) => ({
      ...person,
      ...withdrawal(withdrawn),
    })),
    askers: askers.map(({ displayName, question, withdrawn }) => ({
      ...{ displayName, ...given({ question }), ...withdrawal(withdrawn) },
    })),
    ...(health ? { health } : {}),
    takesKept: toTakesKeptInfo(takesKept),
    ...(episode ? { episode } : {}),
  };
}

const withdrawal = (withdrawn: { at: Date; by: string } | undefined) =>
  withdrawn ? { withdrawn: { at: withdrawn.at.toISOString(), by: withdrawn.by } } : {};

function toTakesKeptInfo(kept: TakesKept): RecordingInfo['takesKept'] {
  const { state } = kept;
  if (state === 'until') return { state, at: kept.at.toISOString() };
  if (state === 'held') {
    const { at, problem } = kept.readBack;
    return { state, at: at.toISOString(), ...(problem ? { problem } : {}) };
  }
  if (state === 'deleted') {
    const { objects, bytes } = kept.readBack ?? { objects: 0, bytes: 0 };
    return { state, at: kept.at.toISOString(), readBack: { objects, bytes } };
  }
  return { state };
}
