import path from 'node:path';
import { recordingPrefix } from '../contract/recording-files.ts';
import type { StepTools } from '../jobs/step.ts';

/** Puts one file of a recording, by its path within it, where other machines find it. Nobody is ever served it. */
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
  const meta = { contentType: 'application/octet-stream', cacheControl: 'private, no-store' };
  await store.put(key, { file: path.join(files.root, relative) }, meta, signal);
}
