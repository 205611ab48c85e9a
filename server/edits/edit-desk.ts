import type { EpisodeRepository } from '../episodes/episode.ts';
import type { ProcessingControl } from '../episodes/processing.ts';
import { AppError } from '../platform/app-error.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import { noEdits, type Edits, type EditsBody, type Review } from '../protocol/edits.ts';
import { checkEdits, type EditsRepository } from './edits.ts';
import { readReviewFacts } from './review-facts.ts';

type Session = { sessionId: string };

/** What hosts change in an episode after its session. */
export type EditDesk = {
  /**
   * Throws `not-found` for a session that was not recorded, `conflict` until its takes were looked at, and `takes-deleted`,
   * as all of these do, once they are gone.
   */
  review(session: Session): Promise<Review>;
  /** Throws `conflict` when the version is not the one that is stored, `invalid-input`: see checkEdits. */
  change(session: Session, body: EditsBody): Promise<Edits>;
  /** Lets the episode be made again with the edits as they are. What is published stays up until then. */
  apply(session: Session): Promise<void>;
};

type Deps = {
  edits: EditsRepository;
  processing: Pick<ProcessingControl, 'find' | 'remake'>;
  episodes: Pick<EpisodeRepository, 'findByRecording'>;
  objects: Pick<ObjectStore, 'read'>;
};

export function createEditDesk({ edits, processing, episodes, objects }: Deps): EditDesk {
  const findRecording = async ({ sessionId }: Session): Promise<string> => {
    const recording = await processing.find(sessionId);
    if (!recording) throw new AppError('not-found', 'This session was not recorded.');
    if (recording.takesDeletedAt) {
      throw new AppError('takes-deleted', 'The takes were deleted: nothing can be made again.');
    }
    return recording.recordingId;
  };

  return {
    async review(session) {
      const recordingId = await findRecording(session);
      const [facts, stored, episode] = await Promise.all([
        readReviewFacts(objects, recordingId),
        edits.find(recordingId),
        episodes.findByRecording(recordingId),
      ]);
      return {
        facts,
        edits: stored ?? noEdits,
        made: {
          version: episode?.editsVersion ?? 0,
          cuts: episode?.cuts ?? [],
          leadMs: episode?.leadMs ?? 0,
        },
      };
    },
    async change(session, { version, ...changed }) {
      const recordingId = await findRecording(session);
      const { durationMs } = await readReviewFacts(objects, recordingId);
      checkEdits(changed, durationMs);
      const seen = (await edits.find(recordingId)) ?? noEdits;
      const next = { ...seen, ...changed, version: version + 1 };
      if (seen.version !== version || !(await edits.save(recordingId, next))) {
        throw new AppError('conflict', 'Somebody else has changed it meanwhile. Look again.');
      }
      return next;
    },
    async apply(session) {
      await processing.remake(await findRecording(session));
    },
  };
}
