import type { RemuxedRecording } from '../capture/remux-recording.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { inOrder, titlesOf } from '../jobs/arrange-session.ts';
import type { StepTools } from '../jobs/step.ts';
import { listAnswers } from '../plan/answers.ts';
import { planChunks, type Chunk } from '../plan/chunk-plan.ts';
import { copyEntries } from '../plan/copy-entries.ts';
import { showEntries } from '../plan/show-entries.ts';
import { listSlides } from '../plan/slides.ts';
import { forgetInEvents } from '../plan/withdrawn.ts';
import { arrangePictures } from '../steps/arrange-pictures.ts';
import type { ChunksInput } from '../steps/chunks.ts';
import { measureVoices } from '../steps/stems.ts';
import type { RecordedSession } from '../store/recording-repository.ts';
import { settledChunks } from './when.ts';

export type Ahead = {
  /** Up to the newest packet of sound. */
  durationMs: number;
  takes: RemuxedTake[];
  titles: ChunksInput['titles'];
  /** Those that will look the same when the session has ended. */
  chunks: Chunk[];
};

/** The picture of a session that goes on, decided as makeEpisode will when it has ended. Undefined while there is none. */
export async function planAhead(
  session: RecordedSession,
  remuxed: RemuxedRecording,
  tools: Pick<StepTools, 'workDir' | 'signal' | 'log'>,
): Promise<Ahead | undefined> {
  const { zeroUs } = remuxed;
  const takes = inOrder(remuxed.takes);
  const sounds = takes.filter(({ kind }) => kind === 'audio');
  if (sounds.length === takes.length) return undefined;
  // The timeline may have had nothing to tell for a minute.
  const newest = Math.max(...(sounds.length > 0 ? sounds : takes).map(({ lastMs }) => lastMs));
  const durationMs = Math.max(remuxed.durationMs, newest);
  const events = forgetInEvents(remuxed.events, session.withdrawn);
  const progress = (): void => undefined;
  const measuring = { ...tools, progress, isIdle: true };
  const stems = await measureVoices({ durationMs, takes: sounds }, measuring);
  const slides = listSlides(events, zeroUs);
  const { entries } = await arrangePictures({ durationMs, takes, stems, slides });
  const shown = showEntries(entries, {
    ...{ durationMs, cuts: [], clips: session.clips },
    answers: listAnswers(events, zeroUs),
  });
  const chunks = settledChunks(planChunks(copyEntries(shown, takes).entries), durationMs);
  return { durationMs, takes, titles: titlesOf(session), chunks };
}
