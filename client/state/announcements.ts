import { isStaff } from './room-panels.ts';
import { peopleOnStage, type RoomView } from './room-view.ts';

/** Something worth saying to a person who cannot see the screen. `name` is a person's display name, may be empty. */
export type Announcement =
  | { kind: 'live-started' | 'ended' | 'recording-on' | 'recording-off' | 'recording-degraded' }
  | { kind: 'locked' | 'unlocked' | 'countdown-started' }
  | { kind: 'came-on-stage' | 'left-stage' | 'away' | 'back'; name: string };

/** What changed from one view of the room to the next that a screen reader should say. Oneself is not news. */
export function announcements(before: RoomView | undefined, now: RoomView): Announcement[] {
  if (!before) return [];
  return [...aboutSession(before, now), ...aboutPeople(before, now)];
}

function aboutSession(before: RoomView, now: RoomView): Announcement[] {
  const news: Announcement[] = [];
  if (before.session.state !== now.session.state) {
    if (now.session.state === 'live') news.push({ kind: 'live-started' });
    if (now.session.state === 'ended') news.push({ kind: 'ended' });
  }
  if (!before.session.goesLiveAt && now.session.goesLiveAt) {
    news.push({ kind: 'countdown-started' });
  }
  if (isStaff(now.you.role) && !before.session.lockedAt !== !now.session.lockedAt) {
    news.push({ kind: now.session.lockedAt ? 'locked' : 'unlocked' });
  }
  if (before.recording.state !== now.recording.state) {
    news.push({ kind: `recording-${now.recording.state}` });
  }
  return news;
}

function aboutPeople(before: RoomView, now: RoomView): Announcement[] {
  const news: Announcement[] = [];
  const others = (view: RoomView) =>
    new Map(
      peopleOnStage(view)
        .filter((peer) => peer.peerId !== view.you.peerId)
        .map((peer) => [peer.peerId, peer]),
    );
  const [were, are] = [others(before), others(now)];

  for (const [peerId, { displayName: name, connected }] of are) {
    const was = were.get(peerId);
    if (!was) news.push({ kind: 'came-on-stage', name });
    else if (was.connected !== connected)
      news.push({ kind: connected ? 'back' : 'away', name });
  }
  for (const [peerId, { displayName: name }] of were) {
    if (!are.has(peerId)) news.push({ kind: 'left-stage', name });
  }
  return news;
}
