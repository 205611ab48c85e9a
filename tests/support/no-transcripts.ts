import type { TranscriptRepository } from '../../media/store/transcript-repository.ts';

/** Of sessions in which nothing was written down. */
export const noTranscripts: TranscriptRepository = {
  find: () => Promise.resolve(undefined),
  point: () => Promise.resolve(true),
  reach: () => Promise.resolve(),
};
