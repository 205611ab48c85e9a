import { tellStory } from '../capture/session-story.ts';
import type { TimelineFollower } from '../capture/timeline-follower.ts';

/** What a timeline tells of a session that goes on. */
export type SeenSession = {
  isOver: boolean;
  lengthMs: number;
  /** Who was recorded at all. */
  recordedPeers: ReadonlySet<string>;
  /** Who took their consent back. */
  refusedPeers: ReadonlySet<string>;
};

/** Reads on. One that was deleted is over. */
export async function seeSession(timeline: TimelineFollower): Promise<SeenSession> {
  const events = await timeline.read().catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (!events) {
    return { isOver: true, lengthMs: 0, recordedPeers: new Set(), refusedPeers: new Set() };
  }
  const { zeroUs, takes, refusedPeers } = tellStory(events);
  const lastUs = events.reduce((last, { monoUs }) => Math.max(last, monoUs), zeroUs ?? 0);
  return {
    isOver: events.some(({ type }) => type === 'session.end'),
    lengthMs: zeroUs === undefined ? 0 : (lastUs - zeroUs) / 1_000,
    recordedPeers: new Set(takes.map(({ start }) => start.peerId)),
    refusedPeers,
  };
}
