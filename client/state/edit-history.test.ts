import { expect, test } from 'vitest';
import { change, redo, startHistory, undo, type Changes } from './edit-history.ts';

const to = (toMs: number): Changes => ({
  ...{ edits: [{ kind: 'cut', editId: 'a', fromMs: 0, toMs }], chapters: null },
});
const nothing: Changes = { edits: [], chapters: null };

test('each change can be taken back and made again, in order', () => {
  const changed = change(change(startHistory(nothing), to(1)), to(2));
  const back = undo(undo(changed));
  expect(back).toMatchObject({ now: nothing, past: [] });
  expect(redo(back).now).toEqual(to(1));
  expect(redo(redo(back))).toEqual(changed);
});

test('a change ends what could be made again', () => {
  const history = change(undo(change(startHistory(nothing), to(1))), to(2));
  expect(redo(history)).toBe(history);
  expect(undo(history).now).toEqual(nothing);
});

test('at either end nothing happens, and the same again is no change', () => {
  const start = startHistory(nothing);
  expect(undo(start)).toBe(start);
  expect(redo(start)).toBe(start);
  expect(change(start, { edits: [], chapters: null })).toBe(start);
});

test('the version of what the hub stored is no part of it', () => {
  expect(startHistory({ ...nothing, version: 3 } as Changes).now).toEqual(nothing);
});
