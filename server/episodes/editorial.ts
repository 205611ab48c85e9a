import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { SessionDeletions } from '../sessions/session-deletion.ts';
import type { Episode, EpisodeChange, EpisodeRepository } from './episode.ts';

/** What a host may do with an episode once the pipeline has made it. */
export type Editorial = {
  /** Throws `not-found`, `deleted` for one whose session was deleted, and `gone` for who may not see drafts when it was taken back. */
  get(code: string, options: { drafts: boolean }): Promise<Episode>;
  /** Throws `conflict` when the version is not the one that is stored. */
  change(code: string, change: EpisodeChange): Promise<Episode>;
  /** Needs its sound; its pictures may follow. */
  publish(code: string): Promise<Episode>;
  unpublish(code: string): Promise<Episode>;
};

type Deps = {
  episodes: EpisodeRepository;
  deletions: Pick<SessionDeletions, 'isDeleted'>;
  clock: Clock;
};

export function createEditorial({ episodes, deletions, clock }: Deps): Editorial {
  const find = async (code: string): Promise<Episode> => {
    const episode = await episodes.find(code);
    if (episode) return episode;
    throw (await deletions.isDeleted(code))
      ? new AppError('deleted', 'This episode was deleted.')
      : new AppError('not-found', 'There is no such episode.');
  };

  return {
    async get(code, { drafts }) {
      const episode = await find(code);
      if (episode.state === 'published' || drafts) return episode;
      // A draft is nobody's business yet; what was public may be told to be gone.
      throw episode.state === 'unpublished'
        ? new AppError('gone', 'This episode was taken back.')
        : new AppError('not-found', 'There is no such episode.');
    },
    async change(code, change) {
      const { episodeId } = await find(code);
      const changed = await episodes.update(episodeId, change);
      if (changed) return changed;
      throw new AppError('conflict', 'Somebody else has changed it meanwhile. Look again.');
    },
    async publish(code) {
      const { episodeId, mp3 } = await find(code);
      if (!mp3) {
        throw new AppError('conflict', 'The sound is still being made. Publish it after that.');
      }
      return episodes.publish(episodeId, clock.now());
    },
    async unpublish(code) {
      const episode = await find(code);
      // A draft stays a draft: it was never public.
      return episode.state === 'draft' ? episode : episodes.unpublish(episode.episodeId);
    },
  };
}
