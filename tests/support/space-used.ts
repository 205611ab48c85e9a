import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Bytes of all files in folders; of those that go meanwhile, none. */
export async function bytesIn(...folders: string[]): Promise<number> {
  let bytes = 0;
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const file = await stat(path.join(entry.parentPath, entry.name)).catch(() => undefined);
      bytes += file?.size ?? 0;
    }
  }
  return bytes;
}

/** The most that lies in folders at a time until something is over, looked at ten times a second. */
export async function peakBytes(
  until: Promise<unknown>,
  ...folders: string[]
): Promise<number> {
  const peak = { bytes: 0 };
  const look = async (): Promise<void> => {
    peak.bytes = Math.max(peak.bytes, await bytesIn(...folders));
  };
  const isOver = until.then(() => true);
  do await look();
  while (!(await Promise.race([isOver, delay(100, false)])));
  await look();
  return peak.bytes;
}
