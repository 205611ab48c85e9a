import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Logger } from '../../server/platform/log.ts';
import type { recordingFiles } from '../contract/recording-files.ts';

/** What every step of the pipeline gets besides its input. */
export type StepTools = {
  recordingId: string;
  /** Names the published directory; goes up when the recording is processed anew. */
  revision: number;
  files: ReturnType<typeof recordingFiles>;
  /** Where this step may keep files between attempts: `<files.work>/<step name>`. It exists. */
  workDir: string;
  store: ObjectStore;
  log: Logger;
  /** Aborts on cancel, on a lost lease and on shutdown. Hand it to everything that waits. */
  signal: AbortSignal;
  /** 0 to 1, by real output time. Cheap to call often; it is stored at most once a second. */
  progress: (fraction: number) => void;
};

/**
 * One repeatable part of a job. Its output is plain JSON and is kept with a fingerprint of name, version and input:
 * the same work is never done twice, and a crash repeats the step from its beginning.
 */
export type Step<Input, Output> = {
  name: string;
  /** Raise it when the output changes for the same input. */
  version: number;
  run(input: Input, tools: StepTools): Promise<Output>;
};
