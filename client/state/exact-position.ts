import { formatPosition } from '../player/format-position.ts';

/** A place to a tenth of a second: 2:03,4, with the language's own mark between. */
export function formatExact(ms: number, language: string): string {
  const tenths = Math.max(0, Math.round(ms / 100));
  const mark = language === 'en' ? '.' : ',';
  return `${formatPosition(tenths * 100)}${mark}${tenths % 10}`;
}

/** Reads what people type: 2:03, 2:03,4, 1:02:03.45, 123. Ms; undefined for anything else. */
export function parseExact(text: string): number | undefined {
  const match = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [hours, minutes, seconds, part] = match.slice(1) as (string | undefined)[];
  if (minutes !== undefined && (Number(seconds) > 59 || seconds?.length !== 2))
    return undefined;
  if (hours !== undefined && Number(minutes) > 59) return undefined;
  const whole = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds);
  return whole * 1000 + Number((part ?? '').padEnd(3, '0'));
}
