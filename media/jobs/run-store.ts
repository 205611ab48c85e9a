import { AppError } from '../../server/platform/app-error.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';

/**
 * The object store as one run may write to it: nothing that it puts there outlasts its right to. A run is stopped by
 * what the database says of it, and everything of it is then purged; it may hear of that a moment late, in the middle of
 * an upload. What it wrote across that moment it takes back itself.
 * @param shared keys that each run of the recording writes over: what was there before is not its own to take away.
 */
export function createRunStore(
  store: ObjectStore,
  isWanted: () => Promise<boolean>,
  shared: readonly string[] = [],
): ObjectStore {
  return {
    ...store,
    async put(key, ...rest) {
      if (!(await isWanted())) throw notWanted(key);
      const isOurs = !shared.includes(key) || !(await store.find(key));
      const info = await store.put(key, ...rest);
      if (await isWanted()) return info;
      if (isOurs) await store.delete(key);
      throw notWanted(key);
    },
  };
}

const notWanted = (key: string): AppError =>
  new AppError('conflict', `This run may not write ${key} any more.`);
