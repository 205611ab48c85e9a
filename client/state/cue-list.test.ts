import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Cue } from '../../server/protocol/transcripts.ts';
import {
  addCue,
  applyChange,
  changeCue,
  cueAt,
  mergeCue,
  nextChange,
  rebase,
  removeCue,
  splitCue,
  type CueList,
} from './cue-list.ts';

const durationMs = 60_000;
const cue = (fromMs: number, toMs: number, text: string, speaker?: string): Cue => ({
  ...{ cueId: randomUUID(), fromMs, toMs, text },
  ...(speaker ? { speaker } : {}),
});
const first = cue(0, 4_000, 'Selamat datang di Solok.', 'Sari');
const second = cue(4_000, 6_000, 'Terima kasih.', 'Budi');
const cues: CueList = [first, second];
const said = (list: CueList | undefined) =>
  list?.map(({ fromMs, toMs, text, speaker }) => [fromMs, toMs, text, speaker]);

test('a cue keeps its length above nothing, and its place inside the recording', () => {
  const at = (patch: Parameters<typeof changeCue>[2]) => {
    const { fromMs, toMs } = changeCue(cues, second.cueId, patch, durationMs)[1]!;
    return [fromMs, toMs];
  };
  expect(at({ fromMs: 9_000 })).toEqual([5_700, 6_000]);
  expect(at({ toMs: 1_000 })).toEqual([4_000, 4_300]);
  expect(at({ toMs: 99_000 })).toEqual([4_000, 60_000]);
  const moved = changeCue(cues, first.cueId, { toMs: 9_000 }, durationMs);
  expect(moved[1]).toBe(second);
  expect(
    changeCue(cues, second.cueId, { speaker: undefined }, durationMs)[1],
  ).not.toHaveProperty('speaker');
  expect(changeCue(cues, randomUUID(), { text: 'x' }, durationMs)).toBe(cues);
});

test('moved before another, it stands before it', () => {
  const moved = changeCue(
    [first, second, cue(7_000, 8_000, 'Lanjut')],
    second.cueId,
    {
      fromMs: 0,
      toMs: 1_000,
    },
    durationMs,
  );
  expect(moved.map(({ text }) => text)).toEqual([
    'Terima kasih.',
    'Selamat datang di Solok.',
    'Lanjut',
  ]);
});

test('split where it is parted, at the playhead or where so much would have been said', () => {
  const at = 'Selamat datang'.length;
  const split = (atMs?: number) =>
    said(splitCue(cues, first.cueId, { at, atMs, newId: randomUUID(), isHeard: true }));
  expect(split()?.slice(0, 2)).toEqual([
    [0, 2_333, 'Selamat datang', 'Sari'],
    [2_333, 4_000, 'di Solok.', 'Sari'],
  ]);
  expect(split(1_000)?.[1]).toEqual([1_000, 4_000, 'di Solok.', 'Sari']);
  expect(split(50_000)?.[1]?.[0]).toBe(2_333);
  const newId = randomUUID();
  const nowhere = { at: 0, atMs: undefined, newId, isHeard: true };
  expect(splitCue(cues, first.cueId, nowhere)).toBeUndefined();
});

test('split where something is silenced, both parts keep all of the time until a host sets it', () => {
  const parted = { at: 'Selamat datang'.length, atMs: 3_500, newId: randomUUID() };
  expect(said(splitCue(cues, first.cueId, { ...parted, isHeard: false }))).toEqual([
    [0, 4_000, 'Selamat datang', 'Sari'],
    [0, 4_000, 'di Solok.', 'Sari'],
    [4_000, 6_000, 'Terima kasih.', 'Budi'],
  ]);
});

test('merged with the next, removed, added', () => {
  expect(said(mergeCue(cues, first.cueId))).toEqual([
    [0, 6_000, 'Selamat datang di Solok. Terima kasih.', 'Sari'],
  ]);
  expect(mergeCue(cues, second.cueId)).toBeUndefined();
  const long = [first, cue(5_000, 6_000, 'x'.repeat(490))];
  expect(mergeCue(long, first.cueId)).toBeUndefined();
  expect(removeCue(cues, first.cueId)).toEqual([second]);
  const add = (atMs: number) => said(addCue(cues, { atMs, newId: randomUUID(), durationMs }));
  expect(add(2_500)?.[1]).toEqual([2_500, 4_000, '', 'Sari']);
  expect(add(10_000)?.[2]).toEqual([10_000, 13_000, '', 'Budi']);
  expect(add(60_000)?.[2]).toEqual([59_700, 60_000, '', 'Budi']);
});

test('what changed is told in pieces that lead to the same list', () => {
  const many = Array.from({ length: 200 }, (_, n) => cue(n * 100, n * 100 + 90, `kata ${n}`));
  const now = many.slice(70).map((one) => ({ ...one, text: one.text.toUpperCase() }));
  let stored: CueList = many;
  let pieces = 0;
  for (let change = nextChange(stored, now); change; change = nextChange(stored, now)) {
    expect(Math.max(change.set.length, change.removed.length)).toBeLessThanOrEqual(60);
    stored = applyChange(stored, change);
    pieces += 1;
  }
  expect(stored).toEqual(now);
  expect(pieces).toBe(3);
});

test('two who change different cues keep both; of the same one the other stays', () => {
  const added = cue(9_000, 10_000, 'Tambahan');
  const ours = [{ ...first, text: 'Kami' }, added];
  const theirs = [first, { ...second, text: 'Mereka' }];
  expect(rebase(cues, ours, theirs)).toEqual({
    cues: [{ ...first, text: 'Kami' }, { ...second, text: 'Mereka' }, added],
    lost: 1,
  });
  expect(rebase(cues, [first], cues)).toEqual({ cues: [first], lost: 0 });
});

test('the one that is said now is found', () => {
  expect(cueAt(cues, 3_999)).toBe(first);
  expect(cueAt(cues, 4_000)).toBe(second);
  expect(cueAt([second], 0)).toBeUndefined();
});
