import { expect, test } from 'vitest';
import { findNames } from './find-names.ts';

test.each([
  ['Buku baru, Bulan depan', false],
  ['Bersama Bu, sebentar', true],
  ['BBu', false],
  ['Bu2', false],
  ['(Bu)', true],
])('of names only whole words count: %s', (text, isIn) => {
  expect(findNames(['Bu']).isIn(text)).toBe(isIn);
});

test('accents are the same however they are written, and belong to their letter', () => {
  const [composed, apart] = ['Zo\u00EB', 'Zoe\u0308'];
  for (const name of [composed, apart]) {
    const names = findNames([name]);
    expect(names.has(composed)).toBe(true);
    expect(names.has(apart)).toBe(true);
    expect(names.takeOut(`Kata ${composed}: ${apart}!`)).toBe('Kata …: …!');
  }
  expect(findNames(['Zoe']).isIn(apart)).toBe(false);
  // Nothing is rewritten where nothing was said.
  expect(findNames(['Ani']).takeOut(apart)).toBe(apart);
});

test('signs in a name are signs, white space is white space, and of two names the longer is meant', () => {
  expect(findNames(['a+b', '.*']).takeOut('aab, a+b')).toBe('aab, …');
  expect(findNames(['Bu Sari']).takeOut('Bu\u00A0Sari, Bu  Sari')).toBe('…, …');
  expect(findNames(['Bu', 'Bu Sari']).takeOut('Bu Sari')).toBe('…');
});

test('without names nothing is found', () => {
  for (const names of [findNames([]), findNames(['', ' '])]) {
    expect(names.isIn('')).toBe(false);
    expect(names.has('')).toBe(false);
    expect(names.takeOut('Halo')).toBe('Halo');
  }
});
