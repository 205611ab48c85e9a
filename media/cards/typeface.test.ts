import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';
import { drawableText, drawLine, fitLine, wrapLines, type Line } from './typeface.ts';

test.each([
  ['Rina Wulandari', 'Rina Wulandari'],
  ['  Budi \t\n Santoso ', 'Budi Santoso'],
  ['Ágnes Łukaszewicz', 'Ágnes Łukaszewicz'],
  ['Sari 📚🎉', 'Sari'],
  ['𝓡𝓲𝓷𝓪 Ｂ', 'Rina B'],
  ['a\u202eb\u0000c', 'abc'],
  // Jawi, with its own letters; Persian, whose words have parts that do not join; marks, but no heap of them.
  ['سوليسن جاوي ڠڤڽݢۏ', 'سوليسن جاوي ڠڤڽݢۏ'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['مُحَمَّدٌ', 'مُحَمَّدٌ'],
  [`ب${'\u064e'.repeat(50)}`, `ب${'\u064e'.repeat(4)}`],
  ['Ю\u0301рий, Қазақ', 'Ю\u0301рий, Қазақ'],
  ['Ἑλληνική שָׁלוֹם', 'Ἑλληνική שָׁלוֹם'],
  // A mark of theirs has no place on a Latin letter or on none, and directions are ours to find.
  ['a\u064e \u064e \u200cb', 'a b'],
  ['\u202eأحمد\u200e', 'أحمد'],
  ['山田 たろう 김 हिन्दी', ''],
  ['\ud800', ''],
])('%j is drawn as %j', (text, drawn) => {
  expect(drawableText(text)).toBe(drawn);
});

test.each([
  ['Rina Wulandari', 'RW'],
  ['budi', 'B'],
  ['Siti Nur Baya binti Ali', 'SA'],
  ['"Éa" (tamu) 7', 'É7'],
  ['📚', ''],
  ['', ''],
  ['наталья Иванова', 'НИ'],
  // Beside each other, and not joined.
  ['مُحمد علي', 'م\u200cع'],
  ['Rina علي', 'Rع'],
  ['山田', ''],
])('the initials of %j are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('every letter becomes numbers', () => {
  const all = Array.from({ length: 0x180 - 0x20 }, (_, index) =>
    String.fromCodePoint(0x20 + index),
  );
  const { pathData, width } = drawLine(all.join(''), 700, 71.3);
  expect(pathData).toMatch(/^[MLQCZ0-9. -]+$/);
  expect(width).toBeGreaterThan(3_000);
});

test('Latin keeps its outlines to the byte: what is drawn is known by them', () => {
  const texts = [
    'Rina Wulandari',
    'Klub Buku: Ágnes Łukaszewicz — “Élan” (2026) …',
    'AVATAR To. Wā; ẞ € 5/7 – 100%',
    '"Éa" (tamu) 7 \u0080',
    '№ 5 ﬁ 𝓡 ½',
  ];
  const drawn = texts.map((text) => [
    drawLine(text, 400, 71.3),
    drawLine(text, 700, 26),
    fitLine(drawableText(text), 700, { size: 40, minSize: 20, maxWidth: 200 }),
    wrapLines(drawableText(text.repeat(4)), 700, { size: 34, maxWidth: 300, maxLines: 3 }),
  ]);
  expect(createHash('sha256').update(JSON.stringify(drawn)).digest('hex')).toBe(
    '267fb35f0740e2f88bd0b75abcd067b8039936e9925bf0a9a21b73374d9422e0',
  );
});

/** The shapes of a line from its left to its right, each without its place. */
function shapesOf({ pathData }: Line): string[] {
  return pathData
    .split(/(?=M)/)
    .filter((contour) => contour !== '')
    .map((contour) => {
      const points = Array.from(contour.matchAll(/-?\d+\.\d+/g), Number);
      const [x = 0, y = 0] = points;
      return points.map((value, at) => Math.round((value - (at % 2 ? y : x)) * 100)).join(' ');
    });
}

/** As large as the grid that the letters are drawn on, so that no place is rounded. */
const size = 1_000;
const shapes = (text: string): string[] => shapesOf(drawLine(text, 400, size));

test('Arabic letters join, and stand apart where a joiner keeps them so', () => {
  const alone = shapes('م');
  const joined = shapes('ممم');
  expect(alone).not.toHaveLength(0);
  // None of the three looks like a letter alone.
  for (const shape of alone) expect(joined).not.toContain(shape);
  const apart = shapes('م\u200cم\u200cم');
  expect(apart).toEqual([...alone, ...alone, ...alone]);
  expect(shapes('لا')).not.toEqual([...shapes('ا'), ...shapes('ل')]);
});

test('marks stand on their letter and take no room', () => {
  const [bare, marked] = ['محمد', 'مُحَمَّد'].map((text) => drawLine(text, 400, size));
  expect(marked!.width).toBe(bare!.width);
  expect(shapesOf(marked!).length).toBeGreaterThan(shapesOf(bare!).length);
});

test('each writing has its own direction within a line, and brackets open to what they hold', () => {
  const [alef, bet] = [shapes('א'), shapes('ב')];
  expect(shapes('אב')).toEqual([...bet, ...alef]);
  const [a, b] = [shapes('a'), shapes('b')];
  expect(shapes('abאב')).toEqual([...a, ...b, ...bet, ...alef]);
  // What is read first decides where the line begins.
  expect(shapes('אבab')).toEqual([...a, ...b, ...bet, ...alef]);
  expect(shapes('א ab ב')).toEqual([...bet, ...a, ...b, ...alef]);
  expect(shapes('a אב b')).toEqual([...a, ...bet, ...alef, ...b]);
  expect(shapes('א(ב)')).toEqual([...shapes('('), ...bet, ...shapes(')'), ...alef]);
  expect(shapes('א 12')).toEqual([...shapes('12'), ...alef]);
});

test('all lines of a text have its direction, and one that is cut ends at its left', () => {
  const [first, second] = wrapLines('אב a! ab.', 400, {
    ...{ size, maxWidth: 3_000, maxLines: 4 },
  });
  expect(shapesOf(first!)).toEqual([
    ...shapes('!'),
    ...shapes('a'),
    ...shapes('ב'),
    ...shapes('א'),
  ]);
  expect(shapesOf(second!)).toEqual([...shapes('.'), ...shapes('ab')]);
  const cut = fitLine('א'.repeat(99), 400, { size, minSize: size, maxWidth: 3_000 });
  expect(shapesOf(cut).slice(0, 3)).toEqual(shapes('…'));
});

test('a long name shrinks, and then ends in an ellipsis', () => {
  const limits = { size: 40, minSize: 20, maxWidth: 300 };
  expect(fitLine('Budi', 700, limits).size).toBe(40);
  const shrunk = fitLine('Budi Santoso Hadikusumo', 700, limits);
  expect(shrunk.size).toBeLessThan(40);
  const cut = fitLine('W'.repeat(3_000), 700, limits);
  expect(cut).toMatchObject({ size: 20 });
  for (const line of [shrunk, cut]) expect(line.width).toBeLessThanOrEqual(300);
});

test('a title breaks at spaces, never into more lines than there is room for', () => {
  const limits = { size: 40, maxWidth: 400, maxLines: 3 };
  expect(wrapLines('', 700, limits)).toEqual([]);
  expect(wrapLines('Membaca bersama di serambi', 700, limits)).toHaveLength(2);
  const long = wrapLines('kata '.repeat(200) + 'x'.repeat(200), 700, limits);
  expect(long).toHaveLength(3);
  for (const { width } of long) expect(width).toBeLessThanOrEqual(400);
});
