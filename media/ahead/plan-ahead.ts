import type { FollowedRecording } from '../capture/follow-recording.ts';
import { inOrder } from '../jobs/arrange-session.ts';
import { listAnswers } from '../plan/answers.ts';
import { planChunks, type Chunk } from '../plan/chunk-plan.ts';
import { copyEntries } from '../plan/copy-entries.ts';
import { showEntries } from '../plan/show-entries.ts';
import { shortestWithCardsMs } from '../plan/dress-entries.ts';
import { listSlides } from '../plan/slides.ts';
import { forgetInEvents } from '../plan/withdrawn.ts';
import { arrangePictures, type SpokenStem } from '../steps/arrange-pictures.ts';
import type { RecordedSession } from '../store/recording-repository.ts';
import { settledChunks } from './when.ts';

/** What the picture of a session that goes on is decided from, besides its takes. */
export type PlannedAhead = Pick<RecordedSession, 'withdrawn' | 'clips'> & {
  /** Up to where it is known who spoke, and what was sent, on the session clock. */
  heardMs: number;
  stems: readonly SpokenStem[];
};

/**
 * The chunks of the picture that will look the same when the session has ended: decided as makeEpisode will. None while
 * there is no picture, or it is open whether the session will be long enough for its cards.
 */
export async function planAhead(
  { takes: followed, events: all, zeroUs }: FollowedRecording,
  { withdrawn, clips, heardMs, stems }: PlannedAhead,
): Promise<Chunk[]> {
  const takes = inOrder(followed);
  if (takes.every(({ kind }) => kind === 'audio') || heardMs < shortestWithCardsMs) return [];
  const events = forgetInEvents([...all], withdrawn);
  const slides = listSlides(events, zeroUs);
  const arranging = { durationMs: heardMs, takes, stems, slides };
  const { entries } = await arrangePictures(arranging);
  const shown = showEntries(entries, {
    ...{ durationMs: heardMs, cuts: [], clips },
    answers: listAnswers(events, zeroUs),
  });
  return settledChunks(planChunks(copyEntries(shown, takes).entries), heardMs);
}
