import type { NothingReason } from '../../server/protocol/recording-health.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { tellStory, type TakeStory } from './session-story.ts';

type Known = {
  /** Of some take packets came that the recorder did not keep. */
  isShed: boolean;
  /** Takes of people who were taken out of the recording. */
  goneTakeIds?: readonly string[];
};

/** Why nothing of a recording can be heard or seen, as far as its timeline and its logs tell. */
export function whyNothing(
  events: readonly TimelineEvent[],
  { isShed, goneTakeIds = [] }: Known,
): NothingReason {
  const { takes, refusedPeers } = tellStory(events);
  const allowed = takes.filter(({ start }) => !refusedPeers.has(start.peerId));
  const kept = allowed.filter(({ start }) => !goneTakeIds.includes(start.takeId));
  if (allowed.length > 0 && kept.length === 0) return 'taken-out';
  const hadNoRoom = kept.some(({ endReason }) => endReason === 'no-room');
  if (hadNoRoom || events.some(({ type }) => type === 'disk.full')) return 'no-room';
  if (isShed) return 'not-kept';
  if (kept.length > 0) return kept.every(wasOff) ? 'all-off' : 'nothing-arrived';
  return refusedPeers.size > 0 ? 'nobody-consented' : 'nobody-on-stage';
}

/** From its beginning to its end. */
const wasOff = ({ start, endUs, pauses: [first] }: TakeStory): boolean =>
  first?.fromUs === start.monoUs && first.toUs >= endUs;
