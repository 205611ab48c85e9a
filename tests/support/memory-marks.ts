import type { MarkRepository, StoredMark } from '../../server/marks/mark.ts';
import { AppError } from '../../server/platform/app-error.ts';

/** Keeps marks in memory; passes the same contract suite as the one on a database. */
export function memoryMarks() {
  const stored = new Map<string, StoredMark>();
  const all = { isAway: false };
  return {
    stored,
    setAway: (isAway: boolean) => void (all.isAway = isAway),
    list: (sessionId) =>
      Promise.resolve(
        [...stored.values()]
          .filter((mark) => mark.sessionId === sessionId)
          .sort((a, b) => a.atMs - b.atMs),
      ),
    add(mark) {
      if (all.isAway) return Promise.reject(new AppError('unavailable', 'Away.'));
      if (stored.has(mark.markId)) {
        return Promise.reject(new AppError('conflict', 'This mark is there already.'));
      }
      stored.set(mark.markId, mark);
      return Promise.resolve();
    },
    rename(markId, title) {
      const mark = stored.get(markId);
      if (mark) stored.set(markId, { ...mark, title });
      return Promise.resolve();
    },
    remove: (markId) => Promise.resolve(void stored.delete(markId)),
  } satisfies MarkRepository & Record<string, unknown>;
}
