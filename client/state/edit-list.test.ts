import { expect, test } from 'vitest';
import type { Edit } from '../../server/protocol/edits.ts';
import {
  cutStretches,
  inOrder,
  leftMs,
  putEdit,
  removeEdit,
  shapeOf,
  trimEnd,
  trimStart,
} from './edit-list.ts';

const durationMs = 60_000.4;
const cut = (editId: string, fromMs: number, toMs: number): Edit => ({
  ...{ kind: 'cut', editId, fromMs, toMs },
});
const mute: Edit = { kind: 'mute', editId: 'm', peerId: 'sari', fromMs: 0, toMs: 60_000 };

test('an edit is called by what it does to the episode', () => {
  expect(shapeOf(cut('a', 0, 10), durationMs)).toBe('start');
  expect(shapeOf(cut('a', 50_000, 60_001), durationMs)).toBe('end');
  expect(shapeOf(cut('a', 50_000, 59_000), durationMs)).toBe('cut');
  expect(shapeOf(mute, durationMs)).toBe('mute');
});

test('a new beginning takes the place of the old one and of what lay before it', () => {
  const edits = [
    cut('old', 0, 9_000),
    cut('in', 2_000, 4_000),
    cut('over', 4_000, 8_000),
    mute,
  ];
  expect(trimStart(edits, 5_000.4, 'new')).toEqual([edits[2], mute, cut('new', 0, 5_000)]);
  expect(trimStart(edits, 0, 'new')).toEqual([edits[1], edits[2], mute]);
});

test('a new end takes the place of the old one and of what lay behind it', () => {
  const edits = [
    cut('old', 50_000, 60_001),
    cut('in', 42_000, 44_000),
    cut('far', 9_000, 41_000),
  ];
  const at = { durationMs, editId: 'new' };
  expect(trimEnd(edits, { atMs: 40_000, ...at })).toEqual([
    edits[2],
    cut('new', 40_000, 60_001),
  ]);
  expect(trimEnd(edits, { atMs: durationMs, ...at })).toEqual([edits[1], edits[2]]);
});

test('what is left counts each moment once, and silence takes nothing away', () => {
  const edits = [cut('a', 0, 10_000), cut('b', 5_000, 12_000), cut('c', 50_000, 60_001), mute];
  expect(cutStretches(edits)).toEqual([
    { fromMs: 0, toMs: 12_000 },
    { fromMs: 50_000, toMs: 60_001 },
  ]);
  expect(leftMs(edits, durationMs)).toBe(38_000);
});

test('an edit is put in, changed under its id, found in order, and taken out', () => {
  const edits = putEdit([cut('b', 20, 30)], cut('a', 5, 10));
  expect(inOrder(edits).map(({ editId }) => editId)).toEqual(['a', 'b']);
  expect(putEdit(edits, cut('b', 1, 2))).toEqual([cut('b', 1, 2), cut('a', 5, 10)]);
  expect(removeEdit(edits, 'b')).toEqual([cut('a', 5, 10)]);
});
