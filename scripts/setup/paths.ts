import os from 'node:os';
import path from 'node:path';

/** The clone. */
export const root = path.resolve(import.meta.dirname, '../..');

/** What is quick to make again: stamps, locks, test images. Inside the clone, not in git. */
export const localCache = path.join(root, '.cache');

/** What takes minutes to make: outside the clone, so that the next clone has it too. */
export const sharedCache = path.join(
  process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'),
  'serambi',
);
