import { drawableText } from './typeface.ts';

/** One or two capitals for a name: of its first and last word. Empty when nothing of it can be drawn. */
export function initialsOf(name: string): string {
  const words = drawableText(name)
    .split(' ')
    .map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0])
    .filter((letter) => letter !== undefined);
  const last = words.length > 1 ? words.at(-1) : undefined;
  // Arabic letters beside each other would join into a word.
  const apart = /^\p{scx=Arab}{2}$/u.test(`${words[0]}${last}`) ? '\u200c' : '';
  return `${words[0] ?? ''}${apart}${last ?? ''}`.toLocaleUpperCase('id');
}
