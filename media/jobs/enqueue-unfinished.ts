import type { Logger } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Scope } from '../../server/platform/scope.ts';
import type { JobPayload } from '../contract/jobs.ts';
import { recordingFiles } from '../contract/recording-files.ts';
import { isCollectable } from '../steps/collect.ts';
import type { ProcessingRows } from './process-recording.ts';
import type { JobQueue } from './queue.ts';

/** When those are looked at again that a store which was away hid. */
const againMs = 30_000;

type Options = {
  rows: Pick<ProcessingRows, 'listUnfinished'>;
  queue: Pick<JobQueue, 'enqueue'>;
  objectStore: ObjectStore;
  recordingsDir: string;
  log: Logger;
  scope: Scope;
  /** Shorter in tests. */
  againMs?: number;
};

/**
 * Adds the jobs of recordings that have ended and have no episode: a process that was killed between the two left none.
 * Only of those that can be had here to their end; the others are their hub's to hand over. While the object store is
 * away, what has to be asked for there is asked again later.
 */
export async function enqueueUnfinished(options: Options): Promise<void> {
  const { rows, scope, log } = options;
  const isHidden = await enqueueThose(await rows.listUnfinished(), options);
  if (!isHidden || scope.closed) return;
  scope.after('unfinished recordings', options.againMs ?? againMs, () => {
    enqueueUnfinished(options).catch((error: unknown) => {
      log.error({ err: error }, 'unfinished recordings not looked for');
    });
  });
}

/** Returns whether the store hid some of them. */
async function enqueueThose(
  recordings: readonly JobPayload<'process-recording'>[],
  { queue, objectStore: store, recordingsDir, log }: Options,
): Promise<boolean> {
  let isHidden = false;
  for (const payload of recordings) {
    const { recordingId } = payload;
    const files = recordingFiles(recordingsDir, recordingId);
    const isWhole = await isCollectable({ recordingId, files, store }).catch(
      (error: unknown) => {
        log.warn({ err: error, recording: recordingId }, 'cannot see yet whether it is whole');
        isHidden = true;
        return false;
      },
    );
    if (isWhole) await queue.enqueue('process-recording', payload);
  }
  return isHidden;
}
