import type { Language } from '../i18n/language.ts';

/** How each language writes dates. British English, since it also writes 19:30. */
const locales: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };

type Zoned = { language: Language; zone: string };

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a cheap phone a millisecond or more, and a chat shows the time of every message. */
function formatterFor(
  locale: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, formatter);
  return formatter;
}

/** "Sabtu, 28 November"; with the year when it is not this one. */
export function formatDate(moment: Date, { language, zone }: Zoned, now: Date): string {
  const year = (date: Date) =>
    formatterFor('en', { timeZone: zone, year: 'numeric' }).format(date);
  return formatterFor(locales[language], {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(year(moment) === year(now) ? {} : { year: 'numeric' }),
  }).format(moment);
}

/** "19.30". */
export function formatClock(moment: Date, { language, zone }: Zoned): string {
  return formatterFor(locales[language], {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment);
}

/** "WIB". Only the Indonesian locale knows the names of Indonesia's zones; elsewhere it says "GMT+1". */
export function zoneName(moment: Date, zone: string): string {
  const parts = formatterFor('id-ID', {
    timeZone: zone,
    timeZoneName: 'short',
  }).formatToParts(moment);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** "Sabtu, 28 November, 19.30 WIB". */
export function formatMoment(moment: Date, zoned: Zoned, now: Date): string {
  const clock = `${formatClock(moment, zoned)} ${zoneName(moment, zoned.zone)}`;
  return `${formatDate(moment, zoned, now)}, ${clock}`;
}

/** Distance to a moment, in the one unit that people would use. Keys of the `common` catalogue. */
export type TimeDistance = {
  key: `time.${'minutes' | 'hours' | 'days'}${'Left' | 'Ago'}` | 'time.now';
  count: number;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "2 jam lagi", "3 hari lalu", "sekarang": rounded as people round. */
export function timeDistance(moment: Date, now: Date): TimeDistance {
  const ms = moment.getTime() - now.getTime();
  const size = Math.abs(ms);
  const when = ms > 0 ? 'Left' : 'Ago';
  if (size < minuteMs) return { key: 'time.now', count: 0 };
  // Up to 90 minutes and 36 hours the smaller unit still says more.
  if (size < 1.5 * hourMs)
    return { key: `time.minutes${when}`, count: Math.round(size / minuteMs) };
  if (size < 1.5 * dayMs) return { key: `time.hours${when}`, count: Math.round(size / hourMs) };
  return { key: `time.days${when}`, count: Math.round(size / dayMs) };
}

type Length = { hours: number; minutes: number; seconds: number };

/** Splits a length into whole hours and minutes, below a minute into seconds; anything above zero is at least one. */
export function splitLength(ms: number): Length {
  const seconds = ms > 0 ? Math.max(1, Math.round(ms / 1_000)) : 0;
  if (seconds < 60) return { hours: 0, minutes: 0, seconds };
  const minutes = Math.round(ms / minuteMs);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60, seconds: 0 };
}
