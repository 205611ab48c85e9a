import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Scope } from '../../server/platform/scope.ts';

const execute = promisify(execFile);

/** A file system of its own that can be filled. */
type SmallDisk = {
  folder: string;
  /** Leaves so many bytes free, by a file that grows or shrinks. */
  fill: (leftBytes: number) => Promise<void>;
  /** Takes that file away. */
  empty: () => Promise<void>;
};

/** Mounts one in memory. Undefined where whoever runs the tests may not mount. */
export async function mountSmallDisk(
  scope: Scope,
  { megabytes }: { megabytes: number },
): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'serambi-small-disk-'));
  scope.defer('mount point', () => rm(folder, { recursive: true, force: true }));
  try {
    await execute('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'serambi-test', folder]);
  } catch {
    return undefined;
  }
  scope.defer('small disk', async () => {
    // What had files open there may end a moment later.
    await execute('umount', ['--lazy', folder]);
  });
  const ballast = path.join(folder, 'ballast');
  return {
    folder,
    empty: () => rm(ballast, { force: true }),
    async fill(leftBytes) {
      const { bavail, bsize } = await statfs(folder);
      const more = bavail * bsize - leftBytes;
      const file = await open(ballast, 'a');
      try {
        const { size } = await file.stat();
        if (more < 0) await file.truncate(Math.max(0, size + more));
        for (let done = 0; done < more; done += bsize) await file.write(Buffer.alloc(bsize));
      } catch (error) {
        // Somebody else was quicker: then it is full.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        await file.close();
      }
    },
  };
}
