import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { localCache, root } from './paths.ts';

/** One hash over the names and contents of files and folders (relative to the clone), without what `skip` matches. */
export async function hashOf(
  inputs: readonly string[],
  skip = /(^|\/)(dist|node_modules)$/,
): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) await addTo(hash, path.join(root, input), skip);
  return hash.digest('hex').slice(0, 32);
}

async function addTo(
  hash: ReturnType<typeof createHash>,
  file: string,
  skip: RegExp,
): Promise<void> {
  if (skip.test(file)) return;
  const entries = await readdir(file, { withFileTypes: true }).catch(() => undefined);
  if (entries) {
    for (const name of entries.map((entry) => entry.name).sort()) {
      await addTo(hash, path.join(file, name), skip);
    }
    return;
  }
  hash
    .update(path.relative(root, file))
    .update('\0')
    .update(await readFile(file))
    .update('\0');
}

/** Runs `make` unless it succeeded before with the same key. */
export async function once(
  name: string,
  key: string,
  make: () => Promise<void>,
): Promise<void> {
  const file = path.join(localCache, 'stamps', name);
  if ((await readFile(file, 'utf8').catch(() => '')) === key) return;
  await make();
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, key);
}
