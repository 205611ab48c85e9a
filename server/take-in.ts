import { recordingFiles, recordingPrefix } from '../media/contract/recording-files.ts';
import { createRecordingRepository as createRecordedSessions } from '../media/store/recording-repository.ts';
import { eraseCopies } from '../media/steps/erase-recorded.ts';
import { uploadRecording } from '../media/steps/collect.ts';
import { findNewestTimeline } from '../media/steps/newest-timeline.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import type { ObjectStore } from './platform/object-store.ts';
import { endReturned } from './recordings/recover-interrupted.ts';
import { createConsentRepository } from './store/consent-repository.ts';
import { createRecordingRepository } from './store/recording-repository.ts';

type Options = {
  database: Database;
  objects: ObjectStore;
  recordingsDir: string;
  clock: Clock;
  signal: AbortSignal;
};

/**
 * Gives the object store what this machine has more of a recording than it: one that was rescued while this machine was
 * thought lost, or was never handed over. What is made from then on is made of it, on every machine. Safe to repeat.
 */
export async function takeIn(recordingId: string, options: Options): Promise<void> {
  const { database, objects: store, recordingsDir, clock, signal } = options;
  const files = recordingFiles(recordingsDir, recordingId);
  const recordings = createRecordedSessions(database.prisma);
  const consents = createConsentRepository(database.prisma);
  // Who was taken out meanwhile was not taken out here.
  const projection = await endReturned(files, { consents, clock }, async () => {
    const session = await recordings.find(recordingId);
    if (session) await eraseCopies(session.withdrawn, files);
  });
  const transfer = { recordingId, files, store, signal };
  if (!projection || !(await findNewestTimeline(transfer)).isHere) return;
  await uploadRecording(transfer);
  if ((await recordings.listDeleted([recordingId])).length > 0) {
    // Meanwhile, and what was to purge it may have come to its end.
    await store.deletePrefix(`${recordingPrefix(recordingId)}/`);
    return;
  }
  // Its takes; that it has ended is known.
  await createRecordingRepository(database.prisma).save(projection);
}
