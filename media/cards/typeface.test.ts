import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';
import { drawableText, drawLine, fitLine, wrapLines } from './typeface.ts';

test.each([
  ['Rina Wulandari', 'Rina Wulandari'],
  ['  Budi \t\n Santoso ', 'Budi Santoso'],
  ['Ágnes Łukaszewicz', 'Ágnes Łukaszewicz'],
  ['Sari 📚🎉', 'Sari'],
  ['𝓡𝓲𝓷𝓪 Ｂ', 'Rina B'],
  ['a\u202eb\u0000c', 'abc'],
  ['محمد', ''],
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
