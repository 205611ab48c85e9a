import { mkdir } from 'node:fs/promises';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import { readBootId } from './boot-id.ts';
import { ConsentBook } from './consent-book.ts';
import { storeProjection } from './finish-recording.ts';
import { recoverInterrupted } from './recover-interrupted.ts';
import type {
  ConsentStore,
  RecordingJobs,
  RecordingProjection,
  RecordingRepository,
} from './recording-repository.ts';
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
  /** Keyed, so that nobody can try addresses against it. */
  hashAddress: (address: string) => string;
  clock: Clock;
  log: Logger;
  scope: Scope;
};

export type Recordings = {
  openRoomRecorder: OpenRoomRecorder;
  /** At start-up, before any room opens: finishes what was interrupted. */
  recoverInterrupted: () => Promise<void>;
};

/** Everything that is recorded on this hub. */
export async function createRecordings(options: RecordingsOptions): Promise<Recordings> {
  const { recordingsDir, recorder, repository, jobs, clock } = options;
  const { consents: store, hashAddress } = options;
  const log = options.log.child({ part: 'recordings' });
  // Of its own, so that it closes after the rooms, which still end their takes while they close.
  const scope = options.scope.child('recordings');
  await mkdir(recordingsDir, { recursive: true, mode: 0o700 });
  const bootId = await readBootId();
  const consents = new ConsentBook({ store, hashAddress, clock, log, scope });
  const openStore = () =>
    new WriteBehind<RecordingProjection>({
      write: (projection) => storeProjection(projection, { repository, jobs }),
      scope,
      log,
    });

  return {
    openRoomRecorder: (session) =>
      new SessionRecorder({
        ...{ session, recordingsDir, recorder, consents, openStore, bootId, clock, log, scope },
      }),
    recoverInterrupted: () =>
      recoverInterrupted({ recordingsDir, repository, jobs, clock, log }),
  };
}
