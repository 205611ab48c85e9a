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

test.each([
  ...['babinya', 'anjingmu', 'Babikulah', 'tololkah?', 'begopun', 'goblokku', 'bajingannya'],
  ...['anj1ng', 't0l0l', 'to1ol', 'b4b1', '8abi', 'pant3k', 'b@bi', 'bang$at', '4nj1ngny4'],
  ...['anjiiing', 'ANJIIIINGGG', 'babiiinyaaa', 'babbi', 'tolooool'],
])('written as %s it is the same word', (text) => {
  expect(holdsWord(`Dasar ${text}`, defaultHeldWords)).toBe(true);
});

test.each([
  'Apakah Babinsa dan Bhabinkamtibmas ikut membaca?',
  'Tolong jelaskan lontar dan pantun dari pantai barat.',
  'Bangsa kita, bangsaku, dan bangsanya: siapa anjurkan?',
  'Anjungan, kontrol, kancing, kalender, kalori, memekik, memetik.',
  'Buku, saku, kamu, tamu, ilmu, hanya, tanya, salah, kalah, sekolah, masalah, ampun.',
  'Saat itu maaf, tanggal 8481, tahun 2024, Rp84.811, pukul 19.00.',
  'Surat ke siti@contoh.id seharga $5 atau 3 babak.',
])('no false alarm: %s', (text) => {
  expect(holdsWord(text, defaultHeldWords)).toBe(false);
});

test('an entry may be several words, and an empty one holds nothing', () => {
  expect(holdsWord('Tai   kucing itu!', ['tai kucing'])).toBe(true);
  expect(holdsWord('Tai kucingnya', ['tai kucing'])).toBe(true);
  expect(holdsWord('Tai si kucing', ['tai kucing'])).toBe(false);
  expect(holdsWord('Apa saja', ['!!', ' '])).toBe(false);
});

test('short entries hold no longer words, doubled letters no single ones, numbers only themselves', () => {
  expect(holdsWord('Buku, salah, tanya', ['bu', 'sa', 'ta'])).toBe(false);
  expect(holdsWord('Maf', ['maaf'])).toBe(false);
  expect(holdsWord('Maaaaf', ['maaf'])).toBe(true);
  expect(holdsWord('Slot77 dan 88', ['slot77'])).toBe(true);
  expect(holdsWord('Ada 88 kursi', ['88'])).toBe(true);
  expect(holdsWord('Ada 8 kursi', ['88'])).toBe(false);
  expect(holdsWord('Tiga babi', ['8481'])).toBe(false);
});
