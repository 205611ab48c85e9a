import { json } from 'node:stream/consumers';
import { transcriptJsonKey } from '../../media/contract/transcript-keys.ts';
import type { Episode } from '../episodes/episode.ts';
import { AppError } from '../platform/app-error.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import { toParagraphs, type TranscriptParagraph } from '../protocol/transcript-paragraphs.ts';
import { PublishedTranscript } from '../protocol/transcripts.ts';

/** What is published of transcripts, for pages that are read without the application. */
export type PublishedTranscripts = {
  /** None where there is no transcript. */
  read(episode: Pick<Episode, 'transcriptKey'>): Promise<TranscriptParagraph[]>;
};

type Deps = { objects: Pick<ObjectStore, 'read'> };

export function createPublishedTranscripts({ objects }: Deps): PublishedTranscripts {
  return {
    async read({ transcriptKey }) {
      if (transcriptKey === undefined) return [];
      const object = await objects
        .read(transcriptJsonKey(transcriptKey))
        .catch((error: unknown) => {
          // The page is of use without the words, which come back with the store.
          if (error instanceof AppError && error.code === 'unavailable') return undefined;
          throw error;
        });
      // Another one was published just now.
      if (!object) return [];
      return toParagraphs(PublishedTranscript.parse(await json(object.body)).segments);
    },
  };
}
