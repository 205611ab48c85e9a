import { expect, test } from 'vitest';
import type { Chapter } from '../../server/protocol/rest.ts';
import {
  addChapter,
  asChanged,
  moveChapter,
  removeChapter,
  renameChapter,
} from './chapter-list.ts';

const chapter = (startMs: number, title: string): Chapter => ({ startMs, title, kind: 'mark' });
const chapters = [chapter(0, 'Pembukaan'), chapter(10_000, 'Cerita'), chapter(30_000, 'Tanya')];

test('found chapters become whole milliseconds, none at one time, no title too long', () => {
  const found = [chapter(0, 'a'.repeat(250)), chapter(9.4, 'Cerita'), chapter(9.2, 'Lagi')];
  expect(asChanged(found)).toEqual([chapter(0, 'a'.repeat(200)), chapter(9, 'Cerita')]);
});

test('a chapter gets another name', () => {
  expect(renameChapter(chapters, 10_000, 'Rina bercerita')[1]).toEqual(
    chapter(10_000, 'Rina bercerita'),
  );
});

test('a chapter moves, past another one too, but not onto one', () => {
  expect(moveChapter(chapters, 10_000, 40_000.4)).toEqual([
    ...[chapters[0], chapters[2]],
    chapter(40_000, 'Cerita'),
  ]);
  expect(moveChapter(chapters, 10_000, 30_000)).toBeUndefined();
  expect(moveChapter(chapters, 10_000, 0)).toBeUndefined();
  expect(moveChapter(chapters, 10_000, 10_000)).toEqual(chapters);
});

test('a chapter is added where there is none', () => {
  expect(addChapter(chapters, 20_000, 'Bab baru')?.[2]).toEqual(chapter(20_000, 'Bab baru'));
  expect(addChapter(chapters, 30_000, 'Bab baru')).toBeUndefined();
});

test('without its first chapter the list still begins at 0', () => {
  expect(removeChapter(chapters, 0)).toEqual([chapter(0, 'Cerita'), chapters[2]]);
  expect(removeChapter(chapters, 30_000)).toEqual(chapters.slice(0, 2));
});

test('a title that is too long is cut between characters', () => {
  const title = `${'x'.repeat(199)}🎧`;
  expect(asChanged([{ startMs: 0, title, kind: 'question' }])[0]?.title).toBe('x'.repeat(199));
});
