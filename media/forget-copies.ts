import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '../server/platform/database.ts';
import type { Logger } from '../server/platform/log.ts';
import type { Scope } from '../server/platform/scope.ts';
import { recordingFiles } from './contract/recording-files.ts';
import { eraseCopies } from './steps/erase-recorded.ts';
import { createRecordingRepository } from './store/recording-repository.ts';

const sweepMs = 10 * 60_000;

type Where = {
  database: Pick<Database, 'prisma'>;
  recordingsDir: string;
  log: Logger;
};

/**
 * Deletes what this machine has of recordings that were deleted elsewhere, with their session or practice or when their
 * time was over, and of people who were taken out of one. What is merely unknown stays: the database may be a new one, or
 * an older one, and the recording the only one there is.
 * @returns those of which everything was deleted.
 */
export async function forgetCopies(
  recordingIds: readonly string[],
  { database, recordingsDir, log }: Where,
): Promise<string[]> {
  const recordings = createRecordingRepository(database.prisma);
  for (const { recordingId, ...gone } of await recordings.listWithdrawn(recordingIds)) {
    await eraseCopies(gone, recordingFiles(recordingsDir, recordingId));
  }
  const deleted = await recordings.listDeleted(recordingIds);
  for (const recordingId of deleted) {
    await rm(path.join(recordingsDir, recordingId), { recursive: true, force: true });
    log.info({ recording: recordingId }, 'the copy of a deleted recording is gone');
  }
  return deleted;
}

/**
 * The same of all recordings that this machine has, now and again and again: it may have been off, or thought lost, when
 * they were deleted. Resolves after the first look, also when that failed.
 */
export async function startForgettingCopies({
  isOpen,
  scope,
  ...where
}: Where & {
  /** What this process is writing is left as it is until it is not. */
  isOpen: (recordingId: string) => boolean;
  scope: Scope;
}): Promise<void> {
  const sweep = async (): Promise<void> => {
    try {
      const closed = (await listFolders(where.recordingsDir)).filter((id) => !isOpen(id));
      await forgetCopies(closed, where);
    } catch (error) {
      where.log.warn({ err: error }, 'copies of deleted recordings stay for now');
    }
  };
  scope.every('copies of deleted recordings', sweepMs, () => void sweep());
  await sweep();
}

/** Names of the directories in it. */
export async function listFolders(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    // Nothing was ever fetched.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
