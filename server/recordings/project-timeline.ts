import { ownerOf } from '../../media/capture/session-story.ts';
import type { TimelineEvent } from '../../media/contract/timeline.ts';
import type { ProjectedTake, RecordingProjection } from './recording-repository.ts';

/**
 * What the database should say of a recording, by its timeline. Undefined before the first event.
 * `hasMedia` decides, once the session has ended, whether there is anything to process.
 */
export function projectTimeline(
  events: readonly TimelineEvent[],
  hasMedia: boolean,
): RecordingProjection | undefined {
  const owner = ownerOf(events);
  const [first] = events;
  if (!owner || !first) return undefined;
  const takes = new Map<string, ProjectedTake>();
  let endedAt: Date | null = null;

  for (const event of events) {
    const at = new Date(event.wallMs);
    if (event.type === 'take.start') {
      const { takeId, peerId, displayName, kind, source, codec } = event;
      const who = { takeId, peerId, displayName, kind, source, codec };
      takes.set(takeId, { ...who, startedAt: at, endedAt: null, endReason: null });
    } else if (event.type === 'take.end') {
      const take = takes.get(event.takeId);
      if (take) takes.set(event.takeId, { ...take, endedAt: at, endReason: event.reason });
    } else if (event.type === 'session.end') {
      endedAt = at;
    }
  }
  return {
    ...owner,
    state: !endedAt ? 'recording' : hasMedia ? 'processing' : 'empty',
    startedAt: new Date(first.wallMs),
    endedAt,
    takes: [...takes.values()],
  };
}
