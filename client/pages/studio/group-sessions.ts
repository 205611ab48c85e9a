import type { SessionInfo } from '../../../server/protocol/protocol.ts';

type Groups = Record<'live' | 'todays' | 'upcoming' | 'ended', SessionInfo[]>;

/** Sorts sessions by what they ask of a host: now, today, later, nothing more. Soonest first; ended ones latest first. */
export function groupSessions(
  sessions: readonly SessionInfo[],
  isToday: (startsAt: string) => boolean,
): Groups {
  const groups: Groups = { live: [], todays: [], upcoming: [], ended: [] };
  const byStart = [...sessions].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  for (const session of byStart) {
    if (session.state === 'live') groups.live.push(session);
    else if (session.state === 'ended') groups.ended.unshift(session);
    else if (isToday(session.startsAt)) groups.todays.push(session);
    else groups.upcoming.push(session);
  }
  return groups;
}
