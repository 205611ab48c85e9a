import { expect, test } from 'vitest';
import { ffmetadata } from './audio-metadata.ts';

const tags = {
  title: 'Bab satu',
  artist: 'Taman Baca',
  album: 'Klub Buku',
  heldAt: new Date('2026-11-12T23:30:00Z'),
  timeZone: 'Asia/Jakarta',
  language: 'id',
};

test('tags, then chapters that end where the next begins', () => {
  const chapters = [
    { startMs: 0, title: 'Pembukaan' },
    { startMs: 61_000.4, title: 'Tanya jawab' },
  ];
  expect(ffmetadata(tags, chapters, 120_000).split('\n')).toEqual([
    ';FFMETADATA1',
    'title=Bab satu',
    'artist=Taman Baca',
    'album=Klub Buku',
    'genre=Podcast',
    // Half past six in the morning there.
    'date=2026-11-13',
    'language=ind',
    '[CHAPTER]',
    'TIMEBASE=1/1000',
    'START=0',
    'END=61000',
    'title=Pembukaan',
    '[CHAPTER]',
    'TIMEBASE=1/1000',
    'START=61000',
    'END=120000',
    'title=Tanya jawab',
    '',
  ]);
});

test('what has a meaning to ffmpeg is escaped', () => {
  const text = ffmetadata({ ...tags, title: 'a=b;c#d\\e\nf "g" 🎧' }, [], 1_000);
  expect(text).toContain('title=a\\=b\\;c\\#d\\\\e\\\nf "g" 🎧\n');
});

test('a title cannot start a section of its own', () => {
  const text = ffmetadata(tags, [{ startMs: 0, title: 'x\n[CHAPTER]\nSTART=5' }], 1_000);
  expect(text.match(/(?<!\\)\n\[CHAPTER\]/g)).toHaveLength(1);
  expect(text).toContain('START\\=5');
});

test('a language we have no code for is left out', () => {
  expect(ffmetadata({ ...tags, language: 'tlh' }, [], 1_000)).not.toContain('language');
});
