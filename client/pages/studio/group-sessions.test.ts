import { expect, test } from 'vitest';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { groupSessions } from './group-sessions.ts';

const session = (code: string, startsAt: string, state: SessionInfo['state']): SessionInfo => ({
  sessionId: code,
  code,
  title: code,
  description: '',
  seriesTitle: 'Klub Buku',
  seriesSlug: 'klub-buku',
  startsAt,
  plannedMinutes: 60,
  state,
});

test('sessions are grouped by what they ask of a host', () => {
  const groups = groupSessions(
    [
      session('later', '2026-12-05T12:00:00Z', 'scheduled'),
      session('soon', '2026-12-01T12:00:00Z', 'scheduled'),
      session('evening', '2026-11-28T12:30:00Z', 'scheduled'),
      session('now', '2026-11-28T09:00:00Z', 'live'),
      session('older', '2026-11-01T12:00:00Z', 'ended'),
      session('yesterday', '2026-11-27T12:00:00Z', 'ended'),
    ],
    (startsAt) => startsAt.startsWith('2026-11-28'),
  );
  const codes = Object.fromEntries(
    Object.entries(groups).map(([group, sessions]) => [
      group,
      sessions.map(({ code }) => code),
    ]),
  );
  expect(codes).toEqual({
    live: ['now'],
    todays: ['evening'],
    upcoming: ['soon', 'later'],
    ended: ['yesterday', 'older'],
  });
});
