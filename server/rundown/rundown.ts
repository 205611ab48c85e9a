import { AppError } from '../platform/app-error.ts';
import type { Rundown, RundownItem } from '../protocol/rundown.ts';

export type StoredRundown = {
  sessionId: string;
  /** 0 while nothing is stored. */
  version: number;
  items: RundownItem[];
  current: { itemId: string; since: Date } | undefined;
};

export type RundownRepository = {
  find(sessionId: string): Promise<StoredRundown | undefined>;
  /** In place of the version before it. False when that is not what is stored: someone else was faster. */
  save(rundown: StoredRundown): Promise<boolean>;
};

export const emptyRundown = (sessionId: string): StoredRundown => ({
  ...{ sessionId, version: 0, items: [], current: undefined },
});

export function toRundown({ version, items, current }: StoredRundown): Rundown {
  return {
    ...{ version, items },
    ...(current
      ? { current: { itemId: current.itemId, since: current.since.toISOString() } }
      : {}),
  };
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
  { version, items }: { version: number; items: RundownItem[] },
): Promise<StoredRundown> {
  const stored = (await repository.find(sessionId)) ?? emptyRundown(sessionId);
  const changed = withItems(stored, items);
  if (stored.version !== version || !(await repository.save(changed))) throw stale();
  return changed;
}

export const stale = (): AppError =>
  new AppError('conflict', 'Somebody else has changed it meanwhile. Look again.');
