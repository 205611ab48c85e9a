import type { Mark } from '../protocol/marks.ts';

export type StoredMark = Mark & { sessionId: string };

export type MarkRepository = {
  /** In the order of their times. */
  list(sessionId: string): Promise<StoredMark[]>;
  /** Rejects with `conflict` when the id is taken, in whatever session. */
  add(mark: StoredMark): Promise<void>;
  rename(markId: string, title: string): Promise<void>;
  /** Does nothing when there is none. */
  remove(markId: string): Promise<void>;
};

export const toMark = ({ markId, title, atMs }: StoredMark): Mark => ({ markId, title, atMs });
