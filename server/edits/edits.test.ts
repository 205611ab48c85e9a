import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Edit } from '../protocol/edits.ts';
import { checkEdits, keptMs } from './edits.ts';

const cut = (fromMs: number, toMs: number): Edit => ({
  ...{ kind: 'cut', editId: randomUUID(), fromMs, toMs },
});
const mute = (fromMs: number, toMs: number): Edit => ({
  ...{ kind: 'mute', editId: randomUUID(), peerId: 'sari', fromMs, toMs },
});
const chapter = (startMs: number) => ({ startMs, title: 'Bab', kind: 'mark' as const });
const check =
  (edits: Edit[], chapters: ReturnType<typeof chapter>[] | null = null) =>
  () =>
    checkEdits({ edits, chapters }, 60_000);

test('what cuts leave is counted once where they overlap, and silence takes nothing away', () => {
  const edits = [cut(50_000, 90_000), cut(0, 10_000), cut(5_000, 12_000), mute(20_000, 30_000)];
  expect(keptMs(edits, 60_000)).toBe(38_000);
});

test.each([
  ['an edit behind the end', check([mute(60_000, 61_000)])],
  ['cuts of everything', check([cut(0, 30_000), cut(30_000, 59_500)])],
  ['a chapter behind the end', check([], [chapter(0), chapter(60_000)])],
  ['chapters that begin late', check([], [chapter(1_000)])],
  ['chapters out of order', check([], [chapter(0), chapter(9_000), chapter(9_000)])],
])('%s are refused', (_what, checking) => {
  expect(checking).toThrow(expect.objectContaining({ code: 'invalid-input' }));
});

test('an edit may reach beyond the end, and chapters may be none', () => {
  expect(check([cut(50_000, 70_000), mute(0, 99_000)], [])).not.toThrow();
});
