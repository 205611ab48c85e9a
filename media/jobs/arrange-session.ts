import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { ChunksInput } from '../steps/chunks.ts';
import type { RecordedSession } from '../store/recording-repository.ts';

/** Takes in order of their beginnings; of those that begin together, sounds first. */
export function inOrder(takes: readonly RemuxedTake[]): RemuxedTake[] {
  const isPicture = ({ kind }: RemuxedTake): number => Number(kind === 'video');
  return takes.toSorted((a, b) => a.firstMs - b.firstMs || isPicture(a) - isPicture(b));
}

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
