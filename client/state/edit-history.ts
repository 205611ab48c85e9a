import type { Edits } from '../../server/protocol/edits.ts';

/** What a host changed of an episode. */
export type Changes = Pick<Edits, 'edits' | 'chapters'>;

/** The changes as they are, what they were, and what was taken back. */
export type EditHistory = {
  past: readonly Changes[];
  now: Changes;
  future: readonly Changes[];
};

/** As far back as anyone remembers. */
const longest = 200;

export const startHistory = ({ edits, chapters }: Changes): EditHistory => ({
  ...{ past: [], now: { edits, chapters }, future: [] },
});

/** What was taken back is gone with the next change. The same again is no change. */
export function change(history: EditHistory, { edits, chapters }: Changes): EditHistory {
  const now = { edits, chapters };
  if (isSame(history.now, now)) return history;
  return { past: [...history.past, history.now].slice(-longest), now, future: [] };
}

export function undo(history: EditHistory): EditHistory {
  const now = history.past.at(-1);
  if (!now) return history;
  return { past: history.past.slice(0, -1), now, future: [history.now, ...history.future] };
}

export function redo(history: EditHistory): EditHistory {
  const [now, ...future] = history.future;
  return now ? { past: [...history.past, history.now], now, future } : history;
}

export const isSame = (a: Changes, b: Changes): boolean =>
  JSON.stringify([a.edits, a.chapters]) === JSON.stringify([b.edits, b.chapters]);
