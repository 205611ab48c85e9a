import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { StepTools } from '../../media/jobs/step.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';

export type ToolsFor = (name: string, changes?: Partial<StepTools>) => Promise<StepTools>;

/** What a step gets, with a directory of its own below `root` for each name, and one object store for all. */
export async function openStepTools(root: string): Promise<ToolsFor> {
  const store = await openLocalObjectStore(path.join(root, 'objects'));
  return async (name, changes = {}) => {
    const workDir = path.join(root, name);
    await mkdir(workDir, { recursive: true });
    return {
      recordingId: 'recording',
      revision: 3,
      files: recordingFiles(root, 'recording'),
      workDir,
      store,
      log: silentLog,
      signal: new AbortController().signal,
      progress: () => undefined,
      ...changes,
    };
  };
}
