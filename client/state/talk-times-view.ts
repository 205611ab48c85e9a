import type { TalkTimes } from '../../server/protocol/talk-times.ts';
import type { NamedNotice } from './room-view.ts';

/** Before they were read, and where the person is no host or moderator. */
export const noTalkTimes: TalkTimes = { sinceMs: 0, people: [] };

export function applyTalkTimesNotice(
  known: TalkTimes,
  { name, notice }: NamedNotice,
): TalkTimes {
  return name === 'talk-times:changed' ? notice : known;
}

/** How long somebody has spoken, and at which moment (Unix time in ms) last; undefined for who has not. */
export function talkTimeOf(
  { people }: TalkTimes,
  peerId: string,
  wentLiveAt: string,
): { spokenMs: number; lastAtMs: number } | undefined {
  const found = people.find((person) => person.peerId === peerId);
  return found && { spokenMs: found.spokenMs, lastAtMs: Date.parse(wentLiveAt) + found.lastMs };
}
