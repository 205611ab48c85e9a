import type { Edit } from '../../server/protocol/edits.ts';
import { given } from '../../server/platform/given.ts';
import type { RemuxedRecording } from '../capture/remux-recording.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { mutesOfPeople, type Mute } from '../plan/mutes.ts';
import type { ChunksInput } from '../steps/chunks.ts';
import type { Stretch } from '../plan/stretches.ts';
import type { MixInput } from '../steps/mix.ts';
import type { StemsInput } from '../steps/stems.ts';
import type { RecordedSession } from '../store/recording-repository.ts';

/** Takes in order of their beginnings; of those that begin together, sounds first. */
export function inOrder(takes: readonly RemuxedTake[]): RemuxedTake[] {
  const isPicture = ({ kind }: RemuxedTake): number => Number(kind === 'video');
  return takes.toSorted((a, b) => a.firstMs - b.firstMs || isPicture(a) - isPicture(b));
}

/** Whose sounds are made ready, without what they have of people who were taken out. */
export const stemsOf = (
  { bleed }: Pick<RecordedSession, 'bleed'>,
  { takes, durationMs }: Pick<RemuxedRecording, 'takes' | 'durationMs'>,
): StemsInput => ({ takes, durationMs, ...(bleed.length > 0 ? { bleed } : {}) });

/** What the session's own cards say. */
export function titlesOf({
  title,
  series,
  libraryName,
}: RecordedSession): ChunksInput['titles'] {
  return {
    libraryName,
    seriesTitle: series.title,
    sessionTitle: title,
    coverKey: series.coverKey,
  };
}

/** What a host changed, by what is done with it, to all of each name. */
export function sortEdits(
  edits: readonly Edit[],
  takes: readonly RemuxedTake[],
): Pick<MixInput, 'mutes'> & { cuts: Stretch[] } {
  const cuts: Stretch[] = [];
  const mutes: Mute[] = [];
  for (const { fromMs, toMs, ...edit } of edits) {
    if (edit.kind === 'cut') cuts.push({ fromMs, toMs });
    else mutes.push({ fromMs, toMs, peerId: edit.peerId, ...given({ source: edit.source }) });
  }
  return { cuts, mutes: mutesOfPeople(mutes, takes) };
}
