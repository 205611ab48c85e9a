import path from 'node:path';
import { recordingPrefix } from '../contract/recording-files.ts';
import type { StepTools } from '../jobs/step.ts';

/** For whatever was recorded. Nobody is ever served it. */
export const recordedMeta = {
  contentType: 'application/octet-stream',
  cacheControl: 'private, no-store',
};

/** Puts one file of a recording, by its path within it, where other machines find it. */
export async function putRecordingFile(
  {
    recordingId,
    files,
    store,
    signal,
  }: Pick<StepTools, 'recordingId' | 'files' | 'store' | 'signal'>,
  relative: string,
): Promise<void> {
  const key = `${recordingPrefix(recordingId)}/${relative}`;
  await store.put(key, { file: path.join(files.root, relative) }, recordedMeta, signal);
}
