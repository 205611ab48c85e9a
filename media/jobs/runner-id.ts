import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Names this installation across restarts, by a file in its data directory: what it was working on when it was killed
 * is its own again when it starts. Neither host name nor path would do: containers share paths and change names.
 */
export async function loadRunnerId(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'runner-id');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known.trim()) return known.trim();
  const id = randomUUID();
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(file, `${id}\n`);
  return id;
}
