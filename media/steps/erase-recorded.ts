import { rm } from 'node:fs/promises';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { recordingFiles, recordingPrefix, reviewKey } from '../contract/recording-files.ts';

/** Deletes takes from this machine's disk and from the object store, with all that the pipeline made here. */
export async function eraseTakes(
  recordingId: string,
  takeIds: readonly string[],
  files: ReturnType<typeof recordingFiles>,
  store: Pick<ObjectStore, 'deletePrefix'>,
): Promise<void> {
  let isHere = false;
  for (const takeId of takeIds) {
    isHere ||= await removed(files.take(takeId));
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

/** What is erased of a recording when somebody is taken out of it. */
export type Erasure = { recordingId: string; takeIds: readonly string[]; episodeId?: string };

type Deps = { recordingsDir: string; store: ObjectStore };

/** Takes on the hub's disk and in the object store, and everything that was published with them. Safe to repeat. */
export function createErase({ recordingsDir, store }: Deps) {
  return async ({ recordingId, takeIds, episodeId }: Erasure): Promise<void> => {
    await eraseTakes(recordingId, takeIds, recordingFiles(recordingsDir, recordingId), store);
    await store.delete(reviewKey(recordingId));
    if (episodeId !== undefined) await store.deletePrefix(`episodes/${episodeId}/`);
  };
}
