import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { remuxInChild } from '../../media/capture/remux-in-child.ts';
import type { RemuxedRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { silentLog } from '../../server/platform/log.ts';
import type { Scope } from '../../server/platform/scope.ts';
import {
  superviseRecorder,
  type SupervisedRecorder,
} from '../../server/recorder/supervise-recorder.ts';
import {
  createRecordings,
  type Recordings,
  type RecordingsOptions,
} from '../../server/recordings/recordings.ts';
import { FakeConsents, FakeJobs, FakeRecordingStore } from './fake-recording-store.ts';

export type TestRecordings = Recordings & {
  recordingsDir: string;
  recorder: SupervisedRecorder;
  store: FakeRecordingStore;
  jobs: FakeJobs;
  consents: FakeConsents;
  /** How often a session was said to have ended. */
  ended: () => number;
};

/** Recordings with a real recorder process and a real disk; only the database is in memory. */
export async function openTestRecordings(
  scope: Scope,
  recordingsDir?: string,
  {
    reserveBytes = 0,
    store = new FakeRecordingStore(),
    ...given
  }: Partial<
    Pick<
      RecordingsOptions,
      'returnsWithinMs' | 'finishAgainMs' | 'reserveBytes' | 'compareRefused' | 'isCopied'
    > &
      Pick<TestRecordings, 'store'>
  > = {},
  /** What people answered, as the database has it. */
  consents = new FakeConsents(),
): Promise<TestRecordings> {
  const dir = recordingsDir ?? (await makeRecordingsDir(scope));
  const recorder = await superviseRecorder({
    ...{ recordingsDir: dir, reserveBytes, log: silentLog, scope },
  });
  const jobs = new FakeJobs();
  let ended = 0;
  const sessionEnded = (): Promise<void> => {
    ended += 1;
    return Promise.resolve();
  };
  const recordings = await createRecordings({
    ...{ recordingsDir: dir, recorder, repository: store, consents, jobs, scope, sessionEnded },
    ...{ reserveBytes, hashAddress: () => 'hashed', clock: systemClock, log: silentLog },
    ...given,
  });
  return {
    ...recordings,
    recordingsDir: dir,
    recorder,
    store,
    jobs,
    consents,
    ended: () => ended,
  };
}

/** A directory that goes with the scope. */
export async function makeRecordingsDir(scope: Scope): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'serambi-recordings-'));
  scope.defer('recordings directory', () => rm(dir, { recursive: true, force: true }));
  return dir;
}

export function remux(
  recordingsDir: string,
  recordingId: string,
  scope: Scope,
): Promise<RemuxedRecording> {
  const files = recordingFiles(recordingsDir, recordingId);
  return remuxInChild({
    ...{ files, outDir: path.join(files.work, 'remux'), signal: scope.signal },
    ...{ onProgress: () => undefined, log: silentLog },
  });
}
