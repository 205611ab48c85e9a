import { recordingFiles, timelineKey } from '../media/contract/recording-files.ts';
import { ownerOf } from '../media/capture/session-story.ts';
import { NotHere } from '../media/jobs/not-here.ts';
import type { JobQueue } from '../media/jobs/queue.ts';
import { fetchRecording, uploadRecording } from '../media/steps/collect.ts';
import { findNewestTimeline } from '../media/steps/newest-timeline.ts';
import { AppError } from './platform/app-error.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import type { Logger } from './platform/log.ts';
import type { ObjectStore } from './platform/object-store.ts';
import { readBootId } from './recordings/boot-id.ts';
import { endReturned, finishInterrupted } from './recordings/recover-interrupted.ts';
import { createConsentRepository } from './store/consent-repository.ts';
import { createQuestionRepository } from './store/question-repository.ts';
import { createRecordingRepository } from './store/recording-repository.ts';

/** A live copy is at most this old while its hub is alive: the timeline has an event each minute. */
const quietMs = 180_000;

type Options = {
  database: Database;
  objects: ObjectStore;
  queue: Pick<JobQueue, 'enqueue'>;
  recordingsDir: string;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  onProgress: (fraction: number) => void;
};

/**
 * For a recording whose hub never came back, or was lost before it had handed over the end: takes what goes further, this
 * disk's or the object store's, ends it where that breaks off, gives it to the store and has its episode made, on any
 * machine that makes episodes. Safe to repeat.
 *
 * Throws `not-found` when there is nothing of it, or when the database does not know its session; `conflict` when it has
 * ended already, or when its hub seems to be alive.
 */
export async function rescueRecording(recordingId: string, options: Options): Promise<void> {
  const { database, objects: store, queue, recordingsDir, clock, log, signal } = options;
  const files = recordingFiles(recordingsDir, recordingId);
  const transfer = { recordingId, files, store, signal, progress: options.onProgress };
  const repository = createRecordingRepository(database.prisma);
  const stored = await repository.find(recordingId);
  const { events, isHere, storedEtag, isStoredEnded } = await findNewestTimeline(transfer);
  // Its session had ended, and its hub was lost before it had handed over the end.
  const isHalf = stored?.state === 'processing' && !isStoredEnded;
  if (stored && stored.state !== 'recording' && !isHalf) {
    throw new AppError('conflict', `The recording has ended and is ${stored.state}.`);
  }
  const owner = ownerOf(events);
  if (!owner) throw new NotHere();
  const lastMs = Math.max(...events.map(({ wallMs }) => wallMs));
  // Before anything is fetched: what its hub goes on with would be missing from it.
  if (clock.now().getTime() - lastMs < quietMs) throw mayBeAlive();
  await fetchRecording(transfer, { keepTimeline: isHere });
  const { sessionId } = owner;
  if (!(await database.prisma.session.findUnique({ where: { sessionId } }))) {
    throw new AppError(
      'not-found',
      'This database does not know the session. Restore its backup first; export works without.',
    );
  }
  // The store first: whoever reads of its end in the database, or takes the job, fetches the recording with it.
  const save: typeof repository.save = async (projection) => {
    const now = await store.find(timelineKey(recordingId));
    if (now?.etag !== storedEtag) throw mayBeAlive();
    await uploadRecording(transfer);
    await repository.save(projection);
  };
  const consents = createConsentRepository(database.prisma);
  if (isHalf) {
    // Who was taken out meanwhile is taken out of it when its episode is made.
    const projection = await endReturned(files, { consents, clock }, () => Promise.resolve());
    if (projection) await save(projection);
    await queue.enqueue('process-recording', { recordingId, revision: stored.revision });
    return;
  }
  await finishInterrupted(recordingId, {
    ...{ recordingsDir, clock, log, bootId: await readBootId() },
    sessionEnded: () => createQuestionRepository(database.prisma).endAnswers(),
    repository: { ...repository, save },
    consents,
    jobs: queue,
  });
}

const mayBeAlive = (): AppError =>
  new AppError(
    'conflict',
    'Something was recorded a moment ago: its hub may be alive. Stop it, wait three minutes, and ask again.',
  );
