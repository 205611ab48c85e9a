import type { JobName, JobPayload } from '../../media/contract/jobs.ts';
import type {
  ConsentStore,
  RecordingJobs,
  RecordingProjection,
  RecordingRepository,
  RecordingState,
} from '../../server/recordings/recording-repository.ts';
import { AppError } from '../../server/platform/app-error.ts';
import { given } from '../../server/platform/given.ts';

/** Keeps recordings in memory; passes the same contract suite as the one on a database. */
export class FakeRecordingStore implements RecordingRepository {
  readonly recordings = new Map<string, RecordingProjection & { stored: RecordingState }>();
  readonly endedSessions = new Map<string, Date>();
  /** While true, every call fails as if the database were away. */
  isAway = false;
  /** Calls that failed so. */
  refused = 0;

  async save(projection: RecordingProjection): Promise<void> {
    await this.#answer();
    const { recordingId, sessionId } = projection;
    const before = this.recordings.get(recordingId);
    const ofSession = [...this.recordings.values()].some((one) => one.sessionId === sessionId);
    if (!before && ofSession) throw new AppError('conflict', 'This exists already.');
    const isPast = before && before.stored !== 'recording';
    const { endedAt, health } = isPast ? before : projection;
    this.recordings.set(recordingId, {
      ...projection,
      ...{ stored: isPast ? before.stored : projection.state, endedAt },
      ...given({ health }),
    });
  }

  async find(recordingId: string) {
    await this.#answer();
    const recording = this.recordings.get(recordingId);
    if (!recording) return undefined;
    const { sessionId, stored: state } = recording;
    return { recordingId, sessionId, state, revision: 1 };
  }

  async findOfSession(sessionId: string) {
    await this.#answer();
    const found = [...this.recordings.values()].find((one) => one.sessionId === sessionId);
    return found && { recordingId: found.recordingId, state: found.stored };
  }

  async endSession(sessionId: string, endedAt: Date): Promise<void> {
    await this.#answer();
    this.endedSessions.set(sessionId, endedAt);
  }

  #answer(): Promise<void> {
    if (this.isAway) this.refused += 1;
    return this.isAway ? Promise.reject(new Error('The database is away.')) : Promise.resolve();
  }
}

/** Remembers what was enqueued, each payload once. */
export class FakeJobs implements RecordingJobs {
  readonly #payloads = new Set<string>();

  get payloads(): unknown[] {
    return [...this.#payloads].map((payload) => JSON.parse(payload) as unknown);
  }

  enqueue<N extends JobName>(_name: N, payload: JobPayload<N>): Promise<void> {
    this.#payloads.add(JSON.stringify(payload));
    return Promise.resolve();
  }
}

export class FakeConsents implements ConsentStore {
  readonly consents: Parameters<ConsentStore['add']>[0][] = [];

  add(consent: Parameters<ConsentStore['add']>[0]): Promise<void> {
    this.consents.push(consent);
    return Promise.resolve();
  }

  list(sessionId: string) {
    return Promise.resolve(this.consents.filter((one) => one.sessionId === sessionId));
  }
}
