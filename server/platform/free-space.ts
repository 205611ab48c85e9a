import { statfs } from 'node:fs/promises';

/** Bytes that may still be written where this directory is; Infinity where the disk does not say. */
export function freeBytesOf(dir: string): Promise<number> {
  return statfs(dir).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity,
  );
}
