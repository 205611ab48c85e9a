import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../server/platform/database.ts';
import type { Logger } from '../server/platform/log.ts';
import type { ObjectStore } from '../server/platform/object-store.ts';
import type { Scope } from '../server/platform/scope.ts';
import { createSerial } from '../server/platform/serial.ts';
import type { JobPayload } from './contract/jobs.ts';
import { isTimelineEnded } from './capture/timeline-log.ts';
import { recordingFiles } from './contract/recording-files.ts';
import { describeFailure } from './jobs/failure-words.ts';
import type { JobQueue } from './jobs/queue.ts';
import { uploadRecording } from './steps/collect.ts';
import { createProcessingRepository } from './store/processing-repository.ts';
import { createRecordingRepository } from './store/recording-repository.ts';

/** The object store may be away for a while; takes are safe on this disk. Doubles with each failure. */
const firstDelayMs = 2_000;
const lastDelayMs = 60_000;

type Payload = JobPayload<'process-recording'>;

type Options = {
  database: Pick<Database, 'prisma'>;
  objectStore: ObjectStore;
  queue: JobQueue;
  recordingsDir: string;
  log: Logger;
  scope: Scope;
  /** Before a recording is given to the object store: nobody else puts anything of it there from then on. */
  before?: (recordingId: string) => Promise<void>;
  /** Shorter in tests. */
  firstDelayMs?: number;
};

/**
 * `enqueue` for a hub without a pipeline: first gives the recording to the object store, then adds the job, so that no
 * media machine looks for takes that are not there yet. Returns at once and goes on trying in the background; one
 * recording goes up at a time. What an earlier process could not finish is taken up again.
 */
export async function startHandOver(options: Options): Promise<JobQueue['enqueue']> {
  const { database, objectStore: store, queue, recordingsDir, log, scope } = options;
  const { signal } = scope;
  const rows = createProcessingRepository(database.prisma);
  const recordings = createRecordingRepository(database.prisma);
  const inTurn = createSerial();
  /** By recording and revision. What recovery and a host's Retry ask for meanwhile is the same work. */
  const underWay = new Map<string, Promise<void>>();
  scope.defer('hand-over', async () => {
    await Promise.all(underWay.values());
  });

  const handOver = async (payload: Payload): Promise<void> => {
    signal.throwIfAborted();
    const { recordingId } = payload;
    const files = recordingFiles(recordingsDir, recordingId);
    // Without files here the job is added all the same: they went over before, or its first step says what is missing.
    if (await isHere(files)) {
      await options.before?.(recordingId);
      await uploadRecording({ recordingId, files, store, signal });
    }
    await queue.enqueue('process-recording', payload);
    log.info({ recording: recordingId }, 'recording handed over');
  };
  /** On the recording's first step, which waits for it. Taken back when that begins. */
  const explain = async (recordingId: string, error: unknown): Promise<void> => {
    const session = await recordings.find(recordingId);
    if (!session) return;
    const why = describeFailure('hand-over', error, session.libraryLanguage);
    await rows.explain(recordingId, why);
  };
  const keepTrying = async (payload: Payload): Promise<void> => {
    let delayMs = options.firstDelayMs ?? firstDelayMs;
    for (;;) {
      try {
        // A turn is one attempt: a recording that cannot go over does not hold up the others.
        await inTurn(() => handOver(payload));
        return;
      } catch (error) {
        if (scope.closed) return;
        const { recordingId: recording } = payload;
        log.warn({ err: error, recording, againInMs: delayMs }, 'cannot hand over yet');
        await explain(recording, error).catch((cause: unknown) =>
          log.warn({ err: cause, recording }, 'cannot tell hosts why'),
        );
        await delay(delayMs, undefined, { signal }).catch(() => undefined);
        delayMs = Math.min(lastDelayMs, 2 * delayMs);
      }
    }
  };
  const enqueue: JobQueue['enqueue'] = (name, payload) => {
    // The others are about what went over before.
    if (name !== 'process-recording') return queue.enqueue(name, payload);
    const key = `${payload.recordingId} ${payload.revision}`;
    if (!underWay.has(key)) {
      const ended = keepTrying(payload).finally(() => underWay.delete(key));
      underWay.set(key, ended);
    }
    return Promise.resolve();
  };

  for (const payload of await rows.listUnfinished()) {
    // Another hub's recordings are not here, and that hub's to hand over.
    if (await isHere(recordingFiles(recordingsDir, payload.recordingId))) {
      await enqueue('process-recording', payload);
    }
  }
  return enqueue;
}

/** Not what has no end though it is to be processed: it was rescued while this machine was thought lost. */
function isHere({ timeline }: ReturnType<typeof recordingFiles>): Promise<boolean> {
  return isTimelineEnded(timeline).catch(() => false);
}
