import { rm } from 'node:fs/promises';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import {
  episodeFolder,
  recordingFiles,
  recordingPrefix,
  reviewKey,
} from '../contract/recording-files.ts';

/** Deletes takes from this machine's disk and from the object store, with all that the pipeline made here. */
export async function eraseTakes(
  recordingId: string,
  takeIds: readonly string[],
  files: ReturnType<typeof recordingFiles>,
  store: Pick<ObjectStore, 'deletePrefix'>,
): Promise<void> {
  let isHere = false;
  for (const takeId of takeIds) {
    // Each of them, whatever became of those before it: `||=` would stop at the first.
    if (await removed(files.take(takeId))) isHere = true;
    await store.deletePrefix(`${recordingPrefix(recordingId)}/takes/${takeId}/`);
  }
  if (isHere) await rm(files.work, { recursive: true, force: true });
}

async function removed(directory: string): Promise<boolean> {
  try {
    await rm(directory, { recursive: true });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

type Erasure = { recordingId: string; takeIds: readonly string[]; episodeId?: string };

/** Takes on the hub's disk and in the object store, and everything that was published with them. Safe to repeat. */
export function createErase({
  recordingsDir,
  store,
}: {
  recordingsDir: string;
  store: ObjectStore;
}): (what: Erasure) => Promise<void> {
  return async ({ recordingId, takeIds, episodeId }) => {
    await eraseTakes(recordingId, takeIds, recordingFiles(recordingsDir, recordingId), store);
    await store.delete(reviewKey(recordingId));
    if (episodeId !== undefined) await store.deletePrefix(`${episodeFolder(episodeId)}/`);
  };
}
