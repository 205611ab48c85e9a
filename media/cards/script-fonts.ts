import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Blob, Buffer, Direction, Face, Font, shape } from 'harfbuzzjs';
import { toCommand } from './path-data.ts';
import type { Line, Weight } from './typeface.ts';
import { unpackWoff } from './woff.ts';

/** A font for letters that our Latin typeface has not, as a package keeps it: one file a weight. */
export type ScriptFont = {
  /** Of which writing characters are taken from it, though it may have others. */
  letters: RegExp;
  family: string;
  subset: string;
  /** Of the type size: brings letters to the height of those of our Latin typeface. */
  scale: number;
};

const greek = { letters: /\p{scx=Grek}/u, family: 'noto-sans', scale: 0.94 };
const cyrillic = { letters: /\p{scx=Cyrl}/u, family: 'noto-sans', scale: 0.94 };
const fonts: readonly ScriptFont[] = [
  { letters: /\p{scx=Arab}/u, family: 'noto-naskh-arabic', subset: 'arabic', scale: 1.1 },
  { ...cyrillic, subset: 'cyrillic' },
  { ...cyrillic, subset: 'cyrillic-ext' },
  { ...greek, subset: 'greek' },
  { ...greek, subset: 'greek-ext' },
  { letters: /\p{scx=Hebr}/u, family: 'noto-sans-hebrew', subset: 'hebrew', scale: 1 },
];

const require = createRequire(import.meta.url);
const loaded = new Map<string, { font: Font; unitsPerEm: number }>();

function open(
  { family, subset }: ScriptFont,
  weight: Weight,
): { font: Font; unitsPerEm: number } {
  const name = `@fontsource/${family}/files/${family}-${subset}-${weight}-normal.woff`;
  const known = loaded.get(name);
  if (known) return known;
  const face = new Face(new Blob(unpackWoff(readFileSync(require.resolve(name)))));
  const opened = { font: new Font(face), unitsPerEm: face.upem };
  loaded.set(name, opened);
  return opened;
}

/** The font that has a letter of one of its writings, a digit or a sign that belongs to them. */
export function scriptFontOf(char: string): ScriptFont | undefined {
  return fonts.find((font) => font.letters.test(char) && hasGlyph(font, char));
}

/** Whether a font has a character, also a mark that other writings have too. */
export function hasGlyph(font: ScriptFont, char: string): boolean {
  return open(font, 400).font.glyph(char.codePointAt(0) ?? 0) !== undefined;
}

/** One for all: they lie outside of what the garbage collector sees. */
const buffer = new Buffer();

/** Draws characters of one font and one direction from `x` to the right: joined, with marks where they belong. */
export function drawScript(
  text: string,
  from: ScriptFont,
  {
    weight,
    size,
    x: start,
    isRightToLeft,
  }: { weight: Weight; size: number; x: number; isRightToLeft: boolean },
): Line {
  const { font, unitsPerEm } = open(from, weight);
  const scale = (size * from.scale) / unitsPerEm;
  buffer.reset();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  buffer.setDirection(isRightToLeft ? Direction.RTL : Direction.LTR);
  shape(font, buffer);

  let x = start;
  let pathData = '';
  for (const glyph of buffer.getGlyphInfosAndPositions()) {
    const { xOffset = 0, yOffset = 0, xAdvance = 0 } = glyph;
    for (const { type, values } of font.glyphToJson(glyph.codepoint)) {
      // A font's y grows upwards.
      const points = values.map((value, at) =>
        at % 2 === 0 ? x + (value + xOffset) * scale : -(value + yOffset) * scale,
      );
      pathData += toCommand(type, points);
    }
    x += xAdvance * scale;
  }
  return { pathData, width: x - start };
}
