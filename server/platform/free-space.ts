import { statfs } from 'node:fs/promises';
import type { Scope } from './scope.ts';

/**
 * Disk that is kept free, in bytes, so that a full disk ends a recording cleanly and nothing else. Media work leaves twice
 * as much while a room is live: see media/jobs/disk-room.ts.
 */
export const reserveBytes = 256 * 1024 * 1024;

const lookMs = 500;

/** Bytes that may still be written where this directory is; Infinity where the disk does not say. */
export function freeBytesOf(dir: string): Promise<number> {
  return statfs(dir).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity,
  );
}

/** The same, looked at twice a second until the scope closes. */
export async function watchFreeBytes(dir: string, scope: Scope): Promise<() => number> {
  let freeBytes = await freeBytesOf(dir);
  scope.every('free space', lookMs, () => {
    // Never rejects.
    void freeBytesOf(dir).then((bytes) => (freeBytes = bytes));
  });
  return () => freeBytes;
}
