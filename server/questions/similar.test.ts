import { expect, test } from 'vitest';
import { findSimilar, likeness, trigramsOf } from './similar.ts';

const asked = [
  'Bagaimana cara memulai klub buku di kampung kami?',
  'Apakah buku anak bisa dipinjam lebih dari seminggu?',
  'Jam berapa perpustakaan buka pada hari Minggu?',
  'Siapa penulis favorit Bapak?',
  'Apakah ada pelatihan menulis cerita pendek untuk remaja?',
  'Berapa lama masa peminjaman buku?',
].map((text) => ({ text }));

test.each([
  ['Gimana caranya mulai klub buku di kampung?', asked[0]!.text],
  ['bagaimana memulai KLUB BUKU', asked[0]!.text],
  ['Apakah buku anak-anak boleh dipinjam lebih dari satu minggu?', asked[1]!.text],
  ['Hari minggu perpustakaan buka jam berapa?', asked[2]!.text],
  ['penulis favorit ibu siapa?', asked[3]!.text],
  ['Adakah pelatihan menulis cerpen untuk para remaja?', asked[4]!.text],
])('"%s" is like "%s"', (text, like) => {
  expect(findSimilar(text, asked, 3)[0]?.text).toBe(like);
});

test.each([
  'Apakah rekaman acara ini bisa ditonton lagi?',
  'Bagaimana cara mendaftar menjadi anggota?',
  'Di mana toilet?',
  'Kenapa?',
  '???',
])('"%s" is like none of them', (text) => {
  expect(findSimilar(text, asked, 3)).toEqual([]);
});

test('the nearest come first, and no more than asked for', () => {
  const near = [
    'Berapa lama pinjam buku?',
    'Berapa lama masa pinjaman buku itu?',
    'Apa kabar?',
  ];
  const found = findSimilar(
    'Berapa lama masa peminjaman buku?',
    near.map((text) => ({ text })),
    1,
  );
  expect(found.map(({ text }) => text)).toEqual([near[1]]);
});

test('likeness is the same both ways, from nothing to everything', () => {
  const [a, b] = [
    trigramsOf('Kapan perpustakaan buka?'),
    trigramsOf('Perpustakaan buka kapan ya'),
  ];
  expect(likeness(a, b)).toBe(likeness(b, a));
  expect(likeness(a, a)).toBe(1);
  expect(likeness(a, trigramsOf(''))).toBe(0);
});
