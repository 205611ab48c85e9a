import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype, { type Font, type Glyph, type PathCommand } from 'opentype.js';
import { toCommand } from './path-data.ts';
import type { Line, Weight } from './typeface.ts';

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

/** Whether our Latin typeface has a character: Latin letters, digits, spaces and most punctuation. */
export function isLatinKnown(char: string): boolean {
  return fontsOf(400).some((font) => font.charToGlyphIndex(char) > 0);
}

/**
 * Draws characters from `x` to the right, one by one with kerning; those it has not are left out. opentype.js could shape
 * whole texts, but it throws on some marks that people write.
 */
export function drawLatin(
  text: string,
  { weight, size, x: start }: { weight: Weight; size: number; x: number },
): Line {
  let x = start;
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
  return { pathData: outlines.join(''), width: x - start };
}

/** Our own, since opentype.js 2.0 writes NaN for some coordinates when it rounds them. */
function toPathData(commands: readonly PathCommand[]): string {
  return commands
    .map((command) => {
      if (command.type === 'Z') return 'Z';
      const points = [command.x, command.y];
      if (command.type === 'Q' || command.type === 'C') points.unshift(command.x1, command.y1);
      if (command.type === 'C') points.splice(2, 0, command.x2, command.y2);
      return toCommand(command.type, points);
    })
    .join('');
}
