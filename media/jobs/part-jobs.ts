import type { PartJobs } from '../steps/shared-drawing.ts';
import type { JobQueue, JobsOfRun } from './queue.ts';

/** Parts that other machines may draw, as jobs of a run in the queue. */
export const createPartJobs =
  (queue: JobQueue) =>
  ({ recordingId, revision }: JobsOfRun): PartJobs => {
    const run = { recordingId, revision };
    return {
      offer: (part) => queue.enqueue('draw-part', { ...run, part }),
      takeBack: (part) => queue.takeBack('draw-part', { ...run, part }),
      async list() {
        const found = await queue.listRun('draw-part', run);
        return new Map(found.map(({ payload, state }) => [payload.part, state]));
      },
      drop: () => queue.dropRun('draw-part', run),
    };
  };
