import { expect, test } from 'vitest';
import { defaultHeldWords, holdsWord } from './held-words.ts';

test.each([
  ['Dasar PANTEK!', true],
  ['Kenapa bégo sekali?', true],
  ['anjing-anjing di jalan', true],
  ['Apakah ini kandang babi?', true],
  // Part of another word is another word.
  ['Bagaimana membabitkan warga?', false],
  ['Kota Begonia di mana?', false],
  ['Bagaimana memulai klub buku?', false],
  ['', false],
])('%s: %s', (text, isHeld) => {
  expect(holdsWord(text, defaultHeldWords)).toBe(isHeld);
});

test('an entry may be several words, and an empty one holds nothing', () => {
  expect(holdsWord('Tai   kucing itu!', ['tai kucing'])).toBe(true);
  expect(holdsWord('Tai si kucing', ['tai kucing'])).toBe(false);
  expect(holdsWord('Apa saja', ['!!', ' '])).toBe(false);
});
