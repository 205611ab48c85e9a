import type { RundownRepository, StoredRundown } from '../../server/rundown/rundown.ts';

/** Keeps rundowns in memory; passes the same contract suite as the one on a database. */
export function memoryRundowns() {
  const stored = new Map<string, StoredRundown>();
  return {
    stored,
    find: (sessionId) => Promise.resolve(stored.get(sessionId)),
    save(rundown) {
      const before = stored.get(rundown.sessionId)?.version ?? 0;
      if (before !== rundown.version - 1) return Promise.resolve(false);
      stored.set(rundown.sessionId, rundown);
      return Promise.resolve(true);
    },
  } satisfies RundownRepository & Record<string, unknown>;
}
