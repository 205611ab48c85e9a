import { expect, test } from 'vitest';
import { editLimits } from '../../server/protocol/edits.ts';
import { aTake } from '../../tests/support/a-take.ts';
import { planChapters, type ChaptersInput } from './chapters.ts';

const rina = aTake({ peerId: 'rina', source: 'microphone', displayName: 'Rina' });
const budi = aTake({ peerId: 'budi', source: 'microphone', displayName: 'Budi' });
const layar = (fromMs: number, toMs: number) =>
  aTake({
    peerId: 'budi',
    source: 'screen',
    displayName: 'Budi',
    firstMs: fromMs,
    lastMs: toMs,
    takeId: `screen-${fromMs}`,
  });

const minute = 60_000;
const plan = (given: Partial<ChaptersInput>): string[] =>
  planChapters({
    sessionTitle: 'Bab satu',
    language: 'id',
    durationMs: 60 * minute,
    takes: [rina, budi],
    speakers: [],
    marks: [],
    answers: [],
    ...given,
  }).map(({ startMs, title }) => `${startMs / 1_000} ${title}`);

test('the first chapter is the session, at 0', () => {
  expect(plan({})).toEqual(['0 Bab satu']);
});

test('who speaks for more than two minutes has a chapter; a question in between ends nothing', () => {
  const speakers = [
    { fromMs: 0, peerId: 'rina' },
    { fromMs: 10 * minute, peerId: 'budi' },
    { fromMs: 11 * minute, peerId: 'rina' },
    { fromMs: 11 * minute + 9_000, peerId: 'budi' },
    { fromMs: 15 * minute, peerId: 'rina' },
    { fromMs: 16 * minute, peerId: 'budi' },
  ];
  expect(plan({ speakers, durationMs: 17 * minute })).toEqual(['0 Bab satu', '600 Budi']);
});

test('a screen has a chapter in the language of the series, a moment of one has none', () => {
  const takes = [
    rina,
    layar(100_000, 200_000),
    layar(205_000, 300_000),
    layar(400_000, 405_000),
  ];
  expect(plan({ takes })).toEqual(['0 Bab satu', '100 Budi membagikan layar']);
  expect(plan({ takes, language: 'en' })).toEqual(['0 Bab satu', '100 Budi shares the screen']);
});

test("of two that are too near, the host's mark stays", () => {
  const takes = [rina, layar(100_000, 200_000)];
  const marks = [
    { atMs: 105_000, title: 'Tanya jawab' },
    { atMs: 4_000, title: 'Terlalu awal' },
    { atMs: 99 * minute, title: 'Setelah selesai' },
  ];
  expect(plan({ takes, marks })).toEqual(['0 Bab satu', '105 Tanya jawab']);
});

test('a question answered aloud is a chapter until its end: only what the host marks comes in between', () => {
  const takes = [rina, layar(120_000, 200_000), layar(400_000, 500_000)];
  const answers = [{ fromMs: 100_000, toMs: 300_000, title: 'Bagaimana memulai klub buku?' }];
  const marks = [{ atMs: 250_000, title: 'Catat ini' }];
  expect(plan({ takes, answers, marks })).toEqual([
    '0 Bab satu',
    '100 Bagaimana memulai klub buku?',
    '250 Catat ini',
    '400 Budi membagikan layar',
  ]);
});

test('a deck of slides has a chapter where it is first shown, not one for each page', () => {
  const page = (deckId: string, title: string, fromMs: number) => ({
    ...{ deckId, title, fromMs, toMs: fromMs + 60_000 },
    ...{ key: `slides/${fromMs}.webp`, width: 1_920, height: 1_080 },
  });
  const slides = [
    page('one', 'Kopi Solok', 60_000),
    page('one', 'Kopi Solok', 120_000),
    page('two', 'Cara menyeduh', 180_000),
    page('one', 'Kopi Solok', 240_000),
  ];
  expect(plan({ slides })).toEqual(['0 Bab satu', '60 Kopi Solok', '180 Cara menyeduh']);
});

test('no question that was answered is without its chapter, and no mark makes way for one', () => {
  const marks = [{ atMs: 100_000, title: 'Tanya jawab' }];
  const answers = [
    { fromMs: 0, toMs: 5_000, title: 'Sudah mulai?' },
    { fromMs: 104_000, toMs: 200_000, title: 'Bagaimana memulai?' },
    { fromMs: 300_000, toMs: 300_500, title: 'Salah tekan' },
    { fromMs: 300_500, toMs: 400_000, title: 'Di mana?' },
  ];
  const takes = [rina, layar(401_000, 500_000), layar(309_000, 320_000)];
  expect(plan({ marks, answers, takes })).toEqual([
    '0 Bab satu',
    '1 Sudah mulai?',
    '100 Tanya jawab',
    '104 Bagaimana memulai?',
    '300.5 Di mana?',
    '401 Budi membagikan layar',
  ]);
});

test('an evening of three hours with 120 answers has all of them; what is too much loses its guesses', () => {
  const durationMs = 180 * minute;
  const every = (count: number, stepMs: number, title: string) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ fromMs: (index + 1) * stepMs, toMs: (index + 1) * stepMs + 50_000 },
      title: `${title} ${index}`,
    }));
  const answers = every(120, 80_000, 'Tanya');
  const all = plan({ durationMs, answers });
  expect(all).toHaveLength(121);

  const marks = every(200, 53_000, 'Tanda').map(({ fromMs, title }) => ({
    ...{ atMs: fromMs + 7_000, title },
  }));
  const takes = every(300, 30_000, '').map(({ fromMs }) => layar(fromMs, fromMs + 15_000));
  const most = plan({ durationMs, answers, marks, takes });
  expect(most).toHaveLength(editLimits.chapters);
  expect(most.filter((line) => line.includes('Tanya'))).toHaveLength(120);
  expect(most.filter((line) => line.includes('layar'))).toEqual([]);
});
