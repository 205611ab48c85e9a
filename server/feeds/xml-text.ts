import { cutText } from '../protocol/cut-text.ts';

/**
 * Text that XML 1.0 can carry. Control characters and the two non-characters have no form there at all, not even
 * escaped, and one of them makes a whole feed unreadable; half a surrogate pair becomes U+FFFD.
 */
export function toXmlText(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, '');
}

/** The same on one line, without spaces at its ends: for titles and names. */
export function toXmlLine(text: string, maxCharacters = 255): string {
  const line = toXmlText(text).replace(/\s+/g, ' ').trim();
  return line.length <= maxCharacters ? line : `${cutText(line, maxCharacters - 1).trimEnd()}…`;
}

/** Text as it stands in HTML. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Cut to so many bytes of UTF-8, between words where that is possible, with an ellipsis where something is missing. */
export function cutToBytes(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  const room = maxBytes - Buffer.byteLength('…');
  // A cut inside a character decodes to U+FFFD, which is then taken off.
  const fits = Buffer.from(text)
    .subarray(0, room)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  const cut = cutText(text, fits.length);
  const lastSpace = cut.search(/\s\S*$/);
  return `${(lastSpace > room / 2 ? cut.slice(0, lastSpace) : cut).trimEnd()}…`;
}
