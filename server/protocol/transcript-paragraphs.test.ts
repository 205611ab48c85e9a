import { expect, test } from 'vitest';
import { toParagraphs } from './transcript-paragraphs.ts';

const said = (startTime: number, body: string, speaker?: string) => ({
  ...{ startTime, endTime: startTime + 2, body },
  ...(speaker === undefined ? {} : { speaker }),
});

test('what one person says is one paragraph, until another speaks or it is quiet for long', () => {
  const paragraphs = toParagraphs([
    said(0, 'Selamat datang', 'Sari'),
    said(2.5, 'di Solok.', 'Sari'),
    said(4, 'Terima kasih.', 'Budi'),
    said(6, 'Siapa ini?'),
    said(20, 'Lama kemudian.'),
  ]);
  expect(paragraphs).toEqual([
    { speaker: 'Sari', startMs: 0, text: 'Selamat datang di Solok.' },
    { speaker: 'Budi', startMs: 4_000, text: 'Terima kasih.' },
    { speaker: undefined, startMs: 6_000, text: 'Siapa ini?' },
    { speaker: undefined, startMs: 20_000, text: 'Lama kemudian.' },
  ]);
  expect(toParagraphs([])).toEqual([]);
});

test('a long speech is parted where a sentence ends, and somewhere where none does', () => {
  const sentences = Array.from({ length: 100 }, (_, n) => said(n * 2, 'Kalimat yang pendek.'));
  const parted = toParagraphs(sentences);
  expect(parted.length).toBeGreaterThan(3);
  expect(parted.every(({ text }) => text.endsWith('.') && text.length < 560)).toBe(true);
  const endless = Array.from({ length: 100 }, (_, n) => said(n * 2, 'kata demi kata demi'));
  expect(toParagraphs(endless).every(({ text }) => text.length < 930)).toBe(true);
});
