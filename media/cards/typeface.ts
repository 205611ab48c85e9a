import { drawLatin, isLatinKnown } from './latin-font.ts';
import { isRightToLeft, mirrored, visualRuns } from './runs.ts';
import { drawScript, hasGlyph, scriptFontOf, type ScriptFont } from './script-fonts.ts';

export type Weight = 400 | 700;

/** A line of text as outlines, its baseline at y = 0 and its left edge at x = 0. Pixels. */
export type Line = { pathData: string; width: number };

/** More marks on one letter than any writing needs would grow out of their card. */
const mostMarks = 4;

/** The font for a character that stands behind one of `before`. */
function fontOf(
  char: string,
  before: ScriptFont | 'latin' | undefined,
): ScriptFont | 'latin' | undefined {
  // Marks and what keeps letters from joining belong to their letter, whichever writing they are of.
  const isAttached = /[\p{M}\u200c\u200d]/u.test(char);
  if (isAttached && typeof before === 'object' && hasGlyph(before, char)) return before;
  return isLatinKnown(char) ? 'latin' : scriptFontOf(char);
}

/**
 * What of a text we can draw: Latin, Arabic, Cyrillic, Greek and Hebrew. Decorated letters become plain ones, emoji and
 * other scripts are left out, spaces are single. May be empty.
 */
export function drawableText(text: string): string {
  let before: ReturnType<typeof fontOf>;
  let marks = 0;
  const drawable = (char: string): string => {
    // Marks that no letter with them exists for have nothing to sit on, but where a font can place them.
    if (/[\p{C}\p{M}]/u.test(char) && !/\s/u.test(char)) {
      const isPlaced = typeof before === 'object' && fontOf(char, before) === before;
      return isPlaced && ++marks <= mostMarks ? char : '';
    }
    const letter = /\s/u.test(char) ? ' ' : plainest(char);
    before = fontOf(letter, undefined);
    marks = 0;
    return letter;
  };
  return Array.from(text.normalize('NFC'), drawable).join('').replace(/ +/g, ' ').trim();
}

/** "𝓡" and "Ｒ" are R in disguise; a letter with a rare accent is still that letter. Empty if it cannot be drawn. */
function plainest(char: string): string {
  if (fontOf(char, undefined)) return char;
  const plain = Array.from(char.normalize('NFKC') + char.normalize('NFKD'));
  const isDrawn = (each: string): boolean => fontOf(each, undefined) !== undefined;
  return plain.find((each) => isDrawn(each) && /[\p{L}\p{N}]/u.test(each)) ?? '';
}

/**
 * Draws one line, each writing in its own direction. What `drawableText` would leave out is left out. `fromRight`: the line
 * is part of a text that is read from right to left.
 */
export function drawLine(
  text: string,
  weight: Weight,
  size: number,
  fromRight = isRightToLeft(text),
): Line {
  let before: ReturnType<typeof fontOf>;
  const fonts = Array.from(text).flatMap((char) => {
    before = fontOf(char, before);
    return Array.from({ length: char.length }, () => before ?? 'latin');
  });
  let x = 0;
  let pathData = '';
  for (const run of visualRuns(text, fonts, fromRight)) {
    const options = { weight, size, x, isRightToLeft: run.isRightToLeft };
    const seen = run.isRightToLeft ? mirrored(run.text) : run.text;
    const drawn =
      run.font === 'latin' ? drawLatin(seen, options) : drawScript(run.text, run.font, options);
    pathData += drawn.pathData;
    x += drawn.width;
  }
  return { pathData, width: x };
}

/** How much further apart lines of a text stand than Latin ones: Arabic reaches higher and lower, marks even more. */
export function leadingOf(text: string): number {
  return /\p{Script=Arabic}/u.test(text) ? 1.2 : 1;
}

type Limits = { size: number; minSize: number; maxWidth: number };

/** Draws one line no wider than `maxWidth`: smaller down to `minSize`, then cut with an ellipsis. */
export function fitLine(
  text: string,
  weight: Weight,
  { size, minSize, maxWidth }: Limits,
  fromRight = isRightToLeft(text),
): Line & { size: number } {
  const whole = drawLine(text, weight, size, fromRight);
  const fitting = Math.floor(size * Math.min(1, maxWidth / Math.max(1, whole.width)));
  if (fitting >= minSize)
    return { ...drawLine(text, weight, fitting, fromRight), size: fitting };

  // Halving finds how many letters fit: names may be thousands of letters long.
  const letters = Array.from(new Intl.Segmenter('id').segment(text), ({ segment }) => segment);
  const cutAt = (count: number): Line =>
    drawLine(`${letters.slice(0, count).join('').trimEnd()}…`, weight, minSize, fromRight);
  let fits = 0;
  let tooMany = letters.length;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (cutAt(middle).width <= maxWidth) fits = middle;
    else tooMany = middle;
  }
  return { ...cutAt(fits), size: minSize };
}

/**
 * Breaks a text into lines at spaces, at most `maxLines` of Latin, fewer of what stands further apart; what is left over
 * ends in an ellipsis.
 */
export function wrapLines(
  text: string,
  weight: Weight,
  { size, maxWidth, maxLines: most }: { size: number; maxWidth: number; maxLines: number },
): Line[] {
  const fromRight = isRightToLeft(text);
  const maxLines = Math.round(most / leadingOf(text));
  const words = text.split(' ').filter((word) => word !== '');
  const lines: string[] = [];
  while (words.length > 0 && lines.length < maxLines) {
    let line = words.shift() ?? '';
    while (words[0] !== undefined) {
      if (drawLine(`${line} ${words[0]}`, weight, size, fromRight).width > maxWidth) break;
      line += ` ${words.shift() ?? ''}`;
    }
    const last = lines.length === maxLines - 1;
    lines.push(last && words.length > 0 ? `${line} ${words.join(' ')}` : line);
  }
  const limits = { size, minSize: size, maxWidth };
  return lines.map((line) => fitLine(line, weight, limits, fromRight));
}
