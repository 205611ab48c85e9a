import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype, { type Font, type Glyph, type PathCommand } from 'opentype.js';

export type Weight = 400 | 700;

/** A line of text as outlines, its baseline at y = 0 and its left edge at x = 0. Pixels. */
export type Line = { pathData: string; width: number };

const require = createRequire(import.meta.url);
const subsets = ['latin', 'latin-ext'] as const;
const loaded = new Map<Weight, Font[]>();

/** Atkinson Hyperlegible Next, from its package: no font of the machine is ever needed. */
function fontsOf(weight: Weight): Font[] {
  const known = loaded.get(weight);
  if (known) return known;
  const fonts = subsets.map((subset) => {
    const name = `@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${subset}-${weight}-normal.woff`;
    const bytes = readFileSync(require.resolve(name));
    return opentype.parse(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    );
  });
  loaded.set(weight, fonts);
  return fonts;
}

/**
 * What of a text the typeface can draw: decorated letters become plain ones, emoji and other scripts are left out,
 * spaces are single. May be empty.
 */
export function drawableText(text: string): string {
  const fonts = fontsOf(400);
  const known = (char: string): boolean =>
    fonts.some((font) => font.charToGlyphIndex(char) > 0);
  const drawable = (char: string): string => {
    if (/\s/u.test(char)) return ' ';
    // Marks that no letter with them exists for have nothing to sit on.
    if (/[\p{C}\p{M}]/u.test(char)) return '';
    if (known(char)) return char;
    // "𝓡" and "Ｒ" are R in disguise; a letter with a rare accent is still that letter.
    const plain = Array.from(char.normalize('NFKC') + char.normalize('NFKD'));
    return plain.find((each) => known(each) && /[\p{L}\p{N}]/u.test(each)) ?? '';
  };
  return Array.from(text.normalize('NFC'), drawable).join('').replace(/ +/g, ' ').trim();
}

/**
 * Draws one line, letter by letter with kerning. Characters that `drawableText` would leave out are left out. opentype.js
 * could shape whole texts, but it throws on some marks that people write.
 */
export function drawLine(text: string, weight: Weight, size: number): Line {
  let x = 0;
  const outlines: string[] = [];
  let before: { font: Font; glyph: Glyph } | undefined;
  for (const char of text) {
    const font = fontsOf(weight).find((each) => each.charToGlyphIndex(char) > 0);
    if (!font) continue;
    const glyph = font.charToGlyph(char);
    const scale = size / font.unitsPerEm;
    if (before?.font === font) x += font.getKerningValue(before.glyph, glyph) * scale;
    outlines.push(toPathData(glyph.getPath(x, 0, size).commands));
    x += (glyph.advanceWidth ?? 0) * scale;
    before = { font, glyph };
  }
  return { pathData: outlines.join(''), width: x };
}

/** Draws one line no wider than `maxWidth`: smaller down to `minSize`, then cut with an ellipsis. */
export function fitLine(
  text: string,
  weight: Weight,
  { size, minSize, maxWidth }: { size: number; minSize: number; maxWidth: number },
): Line & { size: number } {
  const whole = drawLine(text, weight, size);
  const fitting = Math.floor(size * Math.min(1, maxWidth / Math.max(1, whole.width)));
  if (fitting >= minSize) return { ...drawLine(text, weight, fitting), size: fitting };

  // Halving finds how many letters fit: names may be thousands of letters long.
  const letters = Array.from(text);
  let fits = 0;
  let tooMany = letters.length;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    const { width } = drawLine(cut(letters, middle), weight, minSize);
    if (width <= maxWidth) fits = middle;
    else tooMany = middle;
  }
  return { ...drawLine(cut(letters, fits), weight, minSize), size: minSize };
}

/** Breaks a text into lines at spaces, at most `maxLines`; what is left over ends in an ellipsis. */
export function wrapLines(
  text: string,
  weight: Weight,
  { size, maxWidth, maxLines }: { size: number; maxWidth: number; maxLines: number },
): Line[] {
  const words = text.split(' ').filter((word) => word !== '');
  const lines: string[] = [];
  while (words.length > 0 && lines.length < maxLines) {
    let line = words.shift() ?? '';
    while (words[0] !== undefined) {
      if (drawLine(`${line} ${words[0]}`, weight, size).width > maxWidth) break;
      line += ` ${words.shift() ?? ''}`;
    }
    const last = lines.length === maxLines - 1;
    lines.push(last && words.length > 0 ? `${line} ${words.join(' ')}` : line);
  }
  return lines.map((line) => fitLine(line, weight, { size, minSize: size, maxWidth }));
}

function cut(letters: readonly string[], count: number): string {
  return `${letters.slice(0, count).join('').trimEnd()}…`;
}

/** Our own, since opentype.js 2.0 writes NaN for some coordinates when it rounds them. */
function toPathData(commands: readonly PathCommand[]): string {
  return commands
    .map((command) => {
      if (command.type === 'Z') return 'Z';
      const points = [command.x, command.y];
      if (command.type === 'Q' || command.type === 'C') points.unshift(command.x1, command.y1);
      if (command.type === 'C') points.splice(2, 0, command.x2, command.y2);
      return command.type + points.map((value) => value.toFixed(2)).join(' ');
    })
    .join('');
}
