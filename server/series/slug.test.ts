import { expect, test } from 'vitest';
import { nthSlug, slugOf } from './slug.ts';

test.each([
  ['Klub Buku', 'klub-buku'],
  ['  Édisi #3: “Laut”  ', 'edisi-3-laut'],
  ['A/../B', 'a-b'],
  ['漢字', 'seri'],
  ['😀', 'seri'],
  ['a'.repeat(120), 'a'.repeat(48)],
  [`${'a'.repeat(47)} b`, 'a'.repeat(47)],
])('%s becomes %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test('later series with the same title are numbered', () => {
  expect([1, 2, 10].map((n) => nthSlug('klub', n))).toEqual(['klub', 'klub-2', 'klub-10']);
});
