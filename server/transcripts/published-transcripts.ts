import { json } from 'node:stream/consumers';
import { transcriptJsonKey } from '../../media/contract/transcript-keys.ts';
import type { Episode } from '../episodes/episode.ts';
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
      const object = await objects.read(transcriptJsonKey(transcriptKey));
      // Another one was published just now.
      if (!object) return [];
      return toParagraphs(PublishedTranscript.parse(await json(object.body)).segments);
    },
  };
}
