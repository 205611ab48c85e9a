import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '../server/platform/database.ts';
import type { Logger } from '../server/platform/log.ts';
import type { Scope } from '../server/platform/scope.ts';
import { recordingFiles } from './contract/recording-files.ts';
import { eraseCopies } from './steps/erase-recorded.ts';
import { createRecordingRepository } from './store/recording-repository.ts';

const sweepMs = 10 * 60_000;

type Options = {
  database: Pick<Database, 'prisma'>;
  recordingsDir: string;
  log: Logger;
  scope: Scope;
};

/**
 * Deletes this machine's copies of recordings that were deleted on the hub, with their session or practice or when their
 * time was over, and of people who were taken out of one: now, and again and again. For machines that only do media
 * work; the hub's own files are purged there. What is merely unknown stays: it may have come with another database.
 */
export function startForgettingCopies({ database, recordingsDir, log, scope }: Options): void {
  const recordings = createRecordingRepository(database.prisma);
  const forget = async (): Promise<void> => {
    const folders = await listFolders(recordingsDir);
    for (const { recordingId, ...gone } of await recordings.listWithdrawn(folders)) {
      await eraseCopies(gone, recordingFiles(recordingsDir, recordingId));
    }
    for (const recordingId of await recordings.listDeleted(folders)) {
      await rm(path.join(recordingsDir, recordingId), { recursive: true, force: true });
      log.info({ recording: recordingId }, 'the copy of a deleted recording is gone');
    }
  };
  const sweep = (): void => {
    forget().catch((error: unknown) => {
      log.warn({ err: error }, 'copies of deleted recordings stay for now');
    });
  };
  sweep();
  scope.every('copies of deleted recordings', sweepMs, sweep);
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
