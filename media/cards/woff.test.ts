import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype from 'opentype.js';
import { expect, test } from 'vitest';
import { unpackWoff } from './woff.ts';

test('an unpacked font is the one that another reader finds in the file', () => {
  const name = '@fontsource/noto-sans/files/noto-sans-greek-400-normal.woff';
  const woff = readFileSync(createRequire(import.meta.url).resolve(name));
  const font = unpackWoff(woff);
  expect(font.subarray(0, 4)).toEqual(Buffer.from([0, 1, 0, 0]));
  const [expected, found] = [woff, font].map((bytes) =>
    opentype.parse(Uint8Array.from(bytes).buffer),
  );
  expect(found!.numGlyphs).toBe(expected!.numGlyphs);
  for (const char of 'Ωβς') {
    const [a, b] = [expected!, found!].map((each) => each.charToGlyph(char).getPath(0, 0, 50));
    expect(b!.commands.length).toBeGreaterThan(5);
    expect(b!.commands).toEqual(a!.commands);
  }
});
