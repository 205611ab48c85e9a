import type { StepInfo } from '../protocol/rest.ts';

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
  /** In the pipeline's order. */
  steps: ProcessingStep[];
  takes: {
    displayName: string;
    kind: string;
    source: string;
    startedAt: Date;
    endedAt: Date | undefined;
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
  /** From processing to cancelled. False when it was not processing. */
  cancel(recordingId: string): Promise<boolean>;
};
