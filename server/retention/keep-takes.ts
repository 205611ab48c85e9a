import type { RecordingState } from '../recordings/recording-repository.ts';
import type { ReadBack } from './read-back.ts';

/** What decides when the takes of a recording go. */
export type TakesFacts = {
  state: RecordingState;
  endedAt: Date | undefined;
  takesDeletedAt: Date | undefined;
  /** When hosts last changed its edits, whether the episode was made again with them or not. */
  editedAt: Date | undefined;
  /** The last look at what is published. */
  readBack: ReadBack | undefined;
  episode:
    | {
        state: 'draft' | 'published' | 'unpublished';
        publishedAt: Date | undefined;
        audioReadyAt: Date | undefined;
        videoReadyAt: Date | undefined;
      }
    | undefined;
};

/** Where the takes of a recording stand. */
export type TakesKept =
  /** As long as the session. */
  | { state: 'kept' }
  /** Until the episode is made, and published by a host. */
  | { state: 'undecided' }
  | { state: 'until'; at: Date }
  /** Their time is over, but what is published could not be read back as it was published. */
  | { state: 'held'; readBack: ReadBack }
  | { state: 'deleted'; at: Date; readBack: ReadBack | undefined };

/**
 * How long takes are kept: a time after everything that a host may still have wanted of them. Each time an episode is
 * made again, published or edited it begins anew; one that is not made, or that no host has published yet, keeps its takes.
 * @param keepMs undefined for ever.
 */
export function keepTakes(facts: TakesFacts, keepMs: number | undefined): TakesKept {
  const { state, endedAt, editedAt, takesDeletedAt, readBack, episode } = facts;
  if (takesDeletedAt) return { state: 'deleted', at: takesDeletedAt, readBack };
  if (keepMs === undefined) return { state: 'kept' };
  const isDecided =
    state === 'empty' ||
    (state === 'ready' && episode !== undefined && episode.state !== 'draft');
  if (!isDecided || !endedAt) return { state: 'undecided' };
  const made = [episode?.publishedAt, episode?.audioReadyAt, episode?.videoReadyAt];
  const last = [...made, editedAt].reduce(
    (latest: Date, at) => (at && at > latest ? at : latest),
    endedAt,
  );
  const at = new Date(last.getTime() + keepMs);
  // A look before that was at what has been published again since then.
  if (readBack?.problem && readBack.at >= at) return { state: 'held', readBack };
  return { state: 'until', at };
}

/** After a look that found something wrong, an operator gets this long before everything is read again. */
const againMs = 24 * 3_600_000;

/** Since when takes should have been deleted, where that is more than a day ago or something is wrong. */
export function overdueSince(kept: TakesKept, now: Date): Date | undefined {
  if (kept.state === 'held') return kept.readBack.at;
  const isOverdue = kept.state === 'until' && now.getTime() - kept.at.getTime() >= againMs;
  return isOverdue ? kept.at : undefined;
}

/** Whether it is time to read back what is published, and to delete the takes if all of it is there. */
export function isDue(kept: TakesKept, now: Date): boolean {
  if (kept.state === 'until') return kept.at <= now;
  return kept.state === 'held' && now.getTime() - kept.readBack.at.getTime() >= againMs;
}
