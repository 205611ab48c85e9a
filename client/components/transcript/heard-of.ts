import { cutsOnFrames } from '../../../server/protocol/episode-clock.ts';
import type { HeardOf } from '../../../server/protocol/silenced-words.ts';
import type { StudioTranscript } from '../../../server/protocol/transcripts.ts';

/** What decides which words are published. */
export const heardOf = ({ cuts, silences, people }: StudioTranscript): HeardOf => ({
  ...{ cuts: cutsOnFrames(cuts), silences, people: new Set(people) },
});
