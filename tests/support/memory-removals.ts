import type { Removal, RemovalRepository } from '../../server/rooms/removal.ts';

/** Keeps removals in memory; passes the same contract suite as the one on a database. */
export function memoryRemovals(): RemovalRepository {
  const stored = new Map<string, Removal>();
  return {
    list: (sessionId) =>
      Promise.resolve(
        [...stored.values()]
          .filter((one) => one.sessionId === sessionId)
          .sort((a, b) => a.removedAt.getTime() - b.removedAt.getTime()),
      ),
    add: (removal) => Promise.resolve(void stored.set(removal.removalId, removal)),
    delete: (removalId) => Promise.resolve(void stored.delete(removalId)),
  };
}
