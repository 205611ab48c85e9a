import type { Chapter } from '../protocol/rest.ts';
import { escapeText, toXmlLine } from './xml-text.ts';

/**
 * Chapters as lines that podcast apps turn into links: `00:00 Title`. HTML; as many as fit, from the first. Empty for an
 * episode that has no more than one.
 */
export function chapterLines(chapters: readonly Chapter[], maxBytes: number): string {
  if (chapters.length < 2) return '';
  const withHours = (chapters.at(-1)?.startMs ?? 0) >= hourMs;
  let html = '';
  for (const { startMs, title } of chapters) {
    const line = `${clock(startMs, withHours)} ${escapeText(toXmlLine(title))}`;
    const longer = html === '' ? line : `${html}<br />${line}`;
    if (Buffer.byteLength(longer) + wrapBytes > maxBytes) break;
    html = longer;
  }
  return html === '' ? '' : `<p>${html}</p>`;
}

const hourMs = 3_600_000;
const wrapBytes = '<p></p>'.length;

/** One form for all lines of an episode: apps look for a column. */
function clock(ms: number, withHours: boolean): string {
  const seconds = Math.floor(ms / 1_000);
  const pair = (value: number): string => `${value % 60}`.padStart(2, '0');
  const short = `${pair(Math.floor(seconds / 60))}:${pair(seconds)}`;
  return withHours ? `${`${Math.floor(seconds / 3_600)}`.padStart(2, '0')}:${short}` : short;
}
