import { expect, test } from 'vitest';
import { chapterLines } from './chapter-lines.ts';

const chapter = (startMs: number, title: string) => ({ startMs, title, kind: 'mark' as const });

test('each chapter is a line that begins with its time', () => {
  const chapters = [chapter(0, 'Bab satu'), chapter(65_900, '1 < 2 & "kutip"')];
  expect(chapterLines(chapters, 1_000)).toBe(
    '<p>00:00 Bab satu<br />01:05 1 &lt; 2 &amp; "kutip"</p>',
  );
});

test('with hours, all of them have hours', () => {
  expect(chapterLines([chapter(0, 'a'), chapter(3_661_000, 'b')], 1_000)).toBe(
    '<p>00:00:00 a<br />01:01:01 b</p>',
  );
});

test('one chapter says nothing; of too many, the first are told', () => {
  expect(chapterLines([chapter(0, 'a')], 1_000)).toBe('');
  const many = Array.from({ length: 90 }, (_, index) => chapter(index * 1_000, 'é'.repeat(40)));
  const html = chapterLines(many, 500);
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(500);
  expect(html).toMatch(/^<p>00:00 é+<br \/>00:01 .*<\/p>$/);
});
