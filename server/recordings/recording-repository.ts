import type { Bleed } from '../../media/contract/bleed.ts';
import type { JobName, JobPayload } from '../../media/contract/jobs.ts';
import type { RecordingHealth } from '../protocol/recording-health.ts';
import type { ConsentRepository } from '../sessions/consent.ts';

export type RecordingState =
  'recording' | 'processing' | 'ready' | 'failed' | 'cancelled' | 'empty';

/** What a timeline says of its recording, as far as the database keeps it. */
export type RecordingProjection = {
  recordingId: string;
  sessionId: string;
  /** How far capturing has come. What the pipeline makes of it is not a timeline's business. */
  state: Extract<RecordingState, 'recording' | 'processing' | 'empty'>;
  startedAt: Date;
  endedAt: Date | null;
  takes: ProjectedTake[];
  /** Of an ended one: takes of people who took their consent back. Nothing of them stays anywhere. */
  refusedTakeIds?: readonly string[];
  /** What others' microphones heard of them, by take; undefined where it is not known. */
  refusedBleed?: ReadonlyMap<string, Bleed[]>;
  /** Of an empty one, that there is nothing and why. The pipeline tells of all others. */
  health?: RecordingHealth;
};

export type ProjectedTake = {
  takeId: string;
  peerId: string;
  displayName: string;
  kind: string;
  source: string;
  codec: string;
  startedAt: Date;
  /** Null while it goes on. */
  endedAt: Date | null;
  endReason: string | null;
};

export type StoredRecording = {
  recordingId: string;
  sessionId: string;
  state: RecordingState;
  revision: number;
};

/** What recordings need of storage. Implemented in server/store/recording-repository.ts. */
export type RecordingRepository = {
  /**
   * Writes a projection over an older one, with the purge of refused takes. Safe to repeat: a recording that is past
   * `recording` keeps its state. Throws `conflict` where the session has another recording.
   */
  save(recording: RecordingProjection): Promise<void>;
  find(recordingId: string): Promise<StoredRecording | undefined>;
  /** The recording of a session, which has one, whichever hub made it. */
  findOfSession(
    sessionId: string,
  ): Promise<{ recordingId: string; state: RecordingState } | undefined>;
  /** The session of a recording that was recovered has ended, if it still counts as live. */
  endSession(sessionId: string, endedAt: Date): Promise<void>;
};

/** What people answered. A consent that is stored already is refused with `conflict`. */
export type ConsentStore = Pick<ConsentRepository, 'add' | 'list'>;

/** The queue, as far as recordings use it. The same payload given twice is one job. */
export type RecordingJobs = {
  enqueue<N extends JobName>(name: N, payload: JobPayload<N>): Promise<void>;
};
