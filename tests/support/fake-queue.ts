import type { JobQueue } from '../../media/jobs/queue.ts';

/** Keeps what is enqueued: the recordings, in order. Nothing is worked on. */
export function fakeQueue(): { added: string[]; queue: JobQueue } {
  const added: string[] = [];
  const enqueue: JobQueue['enqueue'] = (_name, { recordingId }) => {
    added.push(recordingId);
    return Promise.resolve();
  };
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    added,
    queue: {
      enqueue,
      cancel: nothing,
      forget: () => Promise.resolve(false),
      takeBack: () => Promise.resolve(false),
      listRun: () => Promise.resolve([]),
      dropRun: nothing,
      work: nothing,
    },
  };
}
