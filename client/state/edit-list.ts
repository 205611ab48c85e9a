import type { Edit } from '../../server/protocol/edits.ts';
import { joinStretches, type Stretch } from '../../server/protocol/episode-clock.ts';

/** What must be left of a session, in ms: the hub refuses less. */
export const leastLeftMs = 1_000;

type Cut = Extract<Edit, { kind: 'cut' }>;

/** What the page calls an edit. */
export type EditShape = 'start' | 'end' | 'cut' | 'mute';

export function shapeOf(edit: Edit, durationMs: number): EditShape {
  if (edit.kind === 'mute') return 'mute';
  if (edit.fromMs === 0) return 'start';
  return edit.toMs >= Math.floor(durationMs) ? 'end' : 'cut';
}

/** In the order in which they are heard. */
export const inOrder = (edits: readonly Edit[]): Edit[] =>
  [...edits].sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);

/** All that is left out, in order and apart from each other. */
export const cutStretches = (edits: readonly Edit[]): Stretch[] =>
  joinStretches(edits.filter(({ kind }) => kind === 'cut'));

/** How long the episode will be, in ms. */
export function leftMs(edits: readonly Edit[], durationMs: number): number {
  return cutStretches(edits).reduce(
    (left, { fromMs, toMs }) => left - Math.max(0, Math.min(toMs, durationMs) - fromMs),
    durationMs,
  );
}

/** The episode begins here: in place of where it began, and of what is cut before it. */
export function trimStart(edits: readonly Edit[], atMs: number, editId: string): Edit[] {
  const toMs = Math.round(atMs);
  const kept = edits.filter(
    (edit) => edit.kind !== 'cut' || (edit.fromMs > 0 && edit.toMs > toMs),
  );
  return toMs > 0 ? [...kept, { kind: 'cut', editId, fromMs: 0, toMs }] : kept;
}

/** The episode ends here: in place of where it ended, and of what is cut behind it. */
export function trimEnd(
  edits: readonly Edit[],
  { atMs, durationMs, editId }: { atMs: number; durationMs: number; editId: string },
): Edit[] {
  const cut: Cut = {
    ...{ kind: 'cut', editId },
    ...{ fromMs: Math.round(atMs), toMs: Math.ceil(durationMs) },
  };
  const kept = edits.filter(
    (edit) =>
      edit.kind !== 'cut' || (shapeOf(edit, durationMs) !== 'end' && edit.fromMs < cut.fromMs),
  );
  return cut.fromMs < Math.floor(durationMs) ? [...kept, cut] : kept;
}

/** Adds an edit, or puts it in the place of the one with its id. */
export const putEdit = (edits: readonly Edit[], edit: Edit): Edit[] =>
  edits.some(({ editId }) => editId === edit.editId)
    ? edits.map((old) => (old.editId === edit.editId ? edit : old))
    : [...edits, edit];

export const removeEdit = (edits: readonly Edit[], editId: string): Edit[] =>
  edits.filter((edit) => edit.editId !== editId);
