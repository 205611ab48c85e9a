import type { MediaKind } from '../../server/protocol/words.ts';
import type { TimelineEvent } from '../contract/timeline.ts';

/**
 * While the disk had no room for a kind: from the first of its takes that ended so until one begins again, whoever's. On the
 * timeline's clock, µs; `toUs` is Infinity where that lasts.
 */
export function findWithoutRoom(
  kind: MediaKind,
  events: readonly TimelineEvent[],
): { fromUs: number; toUs: number }[] {
  const takeIds = new Set<string>();
  const full: { fromUs: number; toUs: number }[] = [];
  let sinceUs: number | undefined;
  const close = (toUs: number): void => {
    if (sinceUs !== undefined) full.push({ fromUs: sinceUs, toUs });
    sinceUs = undefined;
  };
  for (const event of events) {
    if (event.type === 'take.start' && event.kind === kind) {
      takeIds.add(event.takeId);
      close(event.monoUs);
    } else if (event.type === 'disk.free' && event.kind === kind) close(event.monoUs);
    else if (event.type === 'record.off') close(event.monoUs);
    else if (
      (event.type === 'disk.full' && event.kind === kind) ||
      (event.type === 'take.end' && event.reason === 'no-room' && takeIds.has(event.takeId))
    )
      sinceUs ??= event.monoUs;
  }
  close(Infinity);
  return full;
}
