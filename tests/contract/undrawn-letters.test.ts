import { expect, test } from 'vitest';
import { undrawnLetters } from '../../client/layout/undrawn-letters.ts';
import { drawableText } from '../../media/cards/typeface.ts';

test.each([
  ['Laskar Pelangi, bagian ½', ''],
  ['كتاب الأم ١٢٣ / Война и мир / Ὀδύσσεια / שָׁלוֹם', ''],
  ['📚 Klub Buku — “sore” ☕', ''],
  ['Klub 読書会', '読書会'],
  ['たろう 太郎 たろう 김민준', 'たろう太郎김'],
  ['हिन्दी', 'हनद'],
])('hosts read that of %j is not seen: %j', (text, letters) => {
  expect(undrawnLetters(text)).toBe(letters);
});

/** First and last letter of what a person may be called in. */
const scripts = {
  'Latin of many languages': [0xc0, 0x24f],
  Greek: [0x391, 0x3ce],
  Cyrillic: [0x400, 0x481],
  'Cyrillic of Asia': [0x48a, 0x52f],
  Hebrew: [0x5d0, 0x5ea],
  Arabic: [0x620, 0x64a],
  'Arabic of Jawi and others': [0x671, 0x6d3],
  'digits of Arabic': [0x660, 0x669],
  'wide Latin': [0xff21, 0xff5a],
  Devanagari: [0x904, 0x939],
  Thai: [0xe01, 0xe30],
  Javanese: [0xa984, 0xa9b2],
  Kana: [0x3041, 0x3096],
  Han: [0x4e00, 0x9fa5],
  Hangul: [0xac00, 0xd7a3],
} as const;

test.each(Object.entries(scripts))('of %s, words and picture say the same', (_, [from, to]) => {
  const letters = Array.from({ length: to - from + 1 }, (__, at) =>
    String.fromCodePoint(from + at),
  ).filter((char) => /[\p{L}\p{N}]/u.test(char));
  const saidUnseen = letters.filter((char) => undrawnLetters(char) !== '');
  expect(saidUnseen).toEqual(letters.filter((char) => drawableText(char) === ''));
});
