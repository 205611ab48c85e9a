import { rename, rm } from 'node:fs/promises';

/** Writes under another name and renames: whoever finds the file finds all of it. */
export async function writeWhole(
  file: string,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${file}.tmp`;
  // Of an attempt that was killed.
  await rm(temporary, { force: true });
  await write(temporary);
  await rename(temporary, file);
}
