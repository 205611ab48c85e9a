/** A piece of a text: words, or an address that may be followed. */
export type TextPart = { text: string; href?: string };

/** Up to a space, or to what only hides or turns around what is written. */
const address = /\bhttps?:\/\/[^\s<>"'\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+/giu;
/** What ends a sentence rather than an address. */
const sentenceEnd = /[.,;:!?…'"”’)\]}]$/u;

/**
 * Finds the addresses in a text. Only http and https, only as they are written, and none that names a user: what stands
 * before an @ only pretends to be where it leads.
 */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    const written = withoutSentenceEnd(found);
    const href = toHref(written);
    if (!href) continue;
    if (index > from) parts.push({ text: text.slice(from, index) });
    parts.push({ text: written, href });
    from = index + written.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

function withoutSentenceEnd(found: string): string {
  let written = found;
  while (sentenceEnd.test(written)) {
    // A bracket that was opened within the address belongs to it.
    if (written.endsWith(')') && count(written, '(') >= count(written, ')')) break;
    written = written.slice(0, -1);
  }
  return written;
}

const count = (text: string, character: string): number => text.split(character).length - 1;

function toHref(written: string): string | undefined {
  if (!URL.canParse(written)) return undefined;
  const { protocol, username, password, href } = new URL(written);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && !username && !password ? href : undefined;
}
