import type { Stretch } from './stretches.ts';

/** Where a host silenced somebody, or only what their screen played. */
export type Mute = Stretch & { peerId: string; source?: 'screen-audio' | undefined };

/**
 * The same for everybody of that name: who came back by another tab or on another device has another peerId, and hosts
 * know people by their names, as transcripts do.
 * @param takes in their order: a person's last name counts.
 */
export function mutesOfPeople(
  mutes: readonly Mute[],
  takes: readonly { peerId: string; displayName: string }[],
): Mute[] {
  const nameOf = new Map(takes.map(({ peerId, displayName }) => [peerId, displayName]));
  return mutes.flatMap((mute) => {
    const name = nameOf.get(mute.peerId);
    if (!name) return [mute];
    const peerIds = [...nameOf].flatMap(([peerId, other]) => (other === name ? [peerId] : []));
    return peerIds.map((peerId) => ({ ...mute, peerId }));
  });
}
