import { sessionPath, type Session } from './session.ts';

/** RFC 5545 counts octets, not letters: a line may have 75. */
const maxOctets = 75;

/** The session as an iCalendar file (RFC 5545), for the phone's own calendar and its reminder. */
export function toCalendar(session: Session, origin: string): string {
  const { code, title, description, startsAt, plannedMinutes, updatedAt, series } = session;
  const url = origin + sessionPath(code);
  const endsAt = new Date(startsAt.getTime() + plannedMinutes * 60_000);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Serambi//Serambi//ID',
    'BEGIN:VEVENT',
    // The code never changes, so importing the file again moves the event instead of adding one.
    `UID:${code}@${new URL(origin).hostname}`,
    `DTSTAMP:${utc(updatedAt)}`,
    `LAST-MODIFIED:${utc(updatedAt)}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `SUMMARY:${escape(`${title} · ${series.title}`)}`,
    `DESCRIPTION:${escape(description ? `${description}\n\n${url}` : url)}`,
    `URL:${url}`,
    `LOCATION:${escape(url)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** 20260228T130000Z */
const utc = (date: Date): string => date.toISOString().replace(/[-:]|\.\d+/g, '');

const escape = (text: string): string =>
  text.replace(/[\\;,]/g, (letter) => `\\${letter}`).replace(/\n/g, '\\n');

/** Breaks a long line into pieces that each start with a space, never inside a letter. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > maxOctets) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += letter;
    octets += size;
  }
  return folded;
}
