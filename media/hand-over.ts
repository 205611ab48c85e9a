import { access } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../server/platform/database.ts';
import type { Logger } from '../server/platform/log.ts';
import type { ObjectStore } from '../server/platform/object-store.ts';
import type { Scope } from '../server/platform/scope.ts';
import { createSerial } from '../server/platform/serial.ts';
import type { JobPayload } from './contract/jobs.ts';
import { recordingFiles } from './contract/recording-files.ts';
import type { JobQueue } from './jobs/queue.ts';
import { uploadRecording } from './steps/collect.ts';
import { createProcessingRepository } from './store/processing-repository.ts';

/** The object store may be away for a while; takes are safe on this disk. */
const retryMs = 15_000;

type Options = {
  database: Pick<Database, 'prisma'>;
  objectStore: ObjectStore;
  queue: JobQueue;
  recordingsDir: string;
  log: Logger;
  scope: Scope;
  retryMs?: number;
};

/**
 * `enqueue` for a hub without a pipeline: first gives the recording to the object store, then adds the job, so that no
 * media machine looks for takes that are not there yet. Returns at once; one recording goes up at a time. What an
 * earlier process could not finish is taken up again.
 */
export async function startHandOver(options: Options): Promise<JobQueue['enqueue']> {
  const { database, objectStore: store, queue, recordingsDir, log, scope } = options;
  const { signal } = scope;
  const inTurn = createSerial();

  const handOver = async (payload: JobPayload<'process-recording'>): Promise<void> => {
    const { recordingId } = payload;
    const files = recordingFiles(recordingsDir, recordingId);
    for (;;) {
      try {
        signal.throwIfAborted();
        await uploadRecording({ recordingId, files, store, signal });
        await queue.enqueue('process-recording', payload);
        log.info({ recording: recordingId }, 'recording handed over');
        return;
      } catch (error) {
        if (signal.aborted) return;
        log.warn({ err: error, recording: recordingId }, 'cannot hand over yet');
        await delay(options.retryMs ?? retryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  const enqueue: JobQueue['enqueue'] = (_name, payload) => {
    void inTurn(() => handOver(payload));
    return Promise.resolve();
  };

  for (const payload of await createProcessingRepository(database.prisma).listUnfinished()) {
    const { timeline } = recordingFiles(recordingsDir, payload.recordingId);
    // Another hub's recordings are not here, and that hub's to hand over.
    const isHere = await access(timeline).then(
      () => true,
      () => false,
    );
    if (isHere) await enqueue('process-recording', payload);
  }
  return enqueue;
}
