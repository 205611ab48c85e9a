import { expect, test } from 'vitest';
import { toCalendar } from './calendar.ts';
import type { Session } from './session.ts';

const session: Session = {
  sessionId: 's',
  code: 'k3t-9xw-r4m',
  title: 'Laut; Bercerita, bagian 1',
  description: 'Baca bab 1\\2.\nBawa buku 📚.',
  startsAt: new Date('2026-12-01T12:00:00Z'),
  plannedMinutes: 90,
  broadcast: false,
  state: 'scheduled',
  wentLiveAt: undefined,
  endedAt: undefined,
  lockedAt: undefined,
  practiceOf: undefined,
  keptUntil: undefined,
  updatedAt: new Date('2026-11-23T08:09:10.999Z'),
  series: {
    seriesId: 'x',
    slug: 'klub-buku',
    title: 'Klub Buku',
    coverKey: undefined,
    publishMode: 'review',
  },
  recorded: false,
  episodeCode: undefined,
  outcome: undefined,
};
const unfold = (calendar: string) => calendar.replaceAll('\r\n ', '').split('\r\n');

test('a session becomes an event that a phone understands', () => {
  expect(unfold(toCalendar(session, 'https://serambi.example.org'))).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Serambi//Serambi//ID',
    'BEGIN:VEVENT',
    'UID:k3t-9xw-r4m@serambi.example.org',
    'DTSTAMP:20261123T080910Z',
    'LAST-MODIFIED:20261123T080910Z',
    'DTSTART:20261201T120000Z',
    'DTEND:20261201T133000Z',
    'SUMMARY:Laut\\; Bercerita\\, bagian 1 · Klub Buku',
    'DESCRIPTION:Baca bab 1\\\\2.\\nBawa buku 📚.\\n\\nhttps://serambi.example.org/a/k3t-9xw-r4m',
    'URL:https://serambi.example.org/a/k3t-9xw-r4m',
    'LOCATION:https://serambi.example.org/a/k3t-9xw-r4m',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('no line is longer than 75 octets, and no letter is cut', () => {
  const title = '📚é'.repeat(60);
  const calendar = toCalendar({ ...session, title }, 'http://localhost:3000');
  for (const line of calendar.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toContain('\ufffd');
  }
  expect(unfold(calendar)).toContain(`SUMMARY:${title} · Klub Buku`);
});

test('no text can end its line and begin a property of its own', () => {
  const title = 'x\nATTENDEE:evil';
  expect(unfold(toCalendar({ ...session, title }, 'http://localhost')).join('\n')).not.toMatch(
    /^ATTENDEE/m,
  );
});
