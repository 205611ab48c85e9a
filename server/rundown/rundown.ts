import { AppError } from '../platform/app-error.ts';
import type { Rundown, RundownChange, RundownItem, RundownPlace } from '../protocol/rundown.ts';

export type StoredRundown = {
  sessionId: string;
  /** 0 while nothing is stored. */
  version: number;
  items: RundownItem[];
  /** Whether the audience sees its place. */
  isShown: boolean;
  current: { itemId: string; since: Date } | undefined;
};

export type RundownRepository = {
  find(sessionId: string): Promise<StoredRundown | undefined>;
  /** In place of the version before it. False when that is not what is stored: someone else was faster. */
  save(rundown: StoredRundown): Promise<boolean>;
};

export const emptyRundown = (sessionId: string): StoredRundown => ({
  ...{ sessionId, version: 0, items: [], isShown: true, current: undefined },
});

export function toRundown({ version, items, isShown, current }: StoredRundown): Rundown {
  return {
    ...{ version, items, isShown },
    ...(current
      ? { current: { itemId: current.itemId, since: current.since.toISOString() } }
      : {}),
  };
}

/** As the audience sees it. */
export function placeOf({ items, isShown, current }: StoredRundown): RundownPlace {
  const at = items.findIndex(({ itemId }) => itemId === current?.itemId);
  const now = items[at];
  if (!isShown || !now) return {};
  const next = items[at + 1];
  return { now: now.title, ...(next ? { next: next.title } : {}) };
}

/** Other items. What is on stays on, unless it is taken out. */
export function withItems(rundown: StoredRundown, items: RundownItem[]): StoredRundown {
  const isKept = items.some(({ itemId }) => itemId === rundown.current?.itemId);
  const current = isKept ? rundown.current : undefined;
  return { ...rundown, items, current, version: rundown.version + 1 };
}

/** Changes what is stored, from the version that was seen. Throws `conflict` when there is a newer one. */
export async function changeItems(
  repository: RundownRepository,
  sessionId: string,
  { version, items, isShown }: RundownChange,
): Promise<StoredRundown> {
  const stored = (await repository.find(sessionId)) ?? emptyRundown(sessionId);
  const changed = { ...withItems(stored, items), isShown: isShown ?? stored.isShown };
  if (stored.version !== version || !(await repository.save(changed))) throw stale();
  return changed;
}

export const stale = (): AppError =>
  new AppError('conflict', 'Somebody else has changed it meanwhile. Look again.');
