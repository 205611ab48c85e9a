import { access, readFile, writeFile } from 'node:fs/promises';
import { writeWhole } from './write-whole.ts';

/** What is noted of work that was done before, if all its files are still there. */
export async function findKept<T>(
  note: string,
  files: readonly string[],
): Promise<T | undefined> {
  try {
    for (const file of files) await access(file);
    // Ours, and renamed into place whole, after its files.
    return JSON.parse(await readFile(note, 'utf8')) as T;
  } catch {
    // Missing or not whole: all the same, it is made anew.
    return undefined;
  }
}

export const keep = (note: string, value: unknown): Promise<void> =>
  writeWhole(note, (draft) => writeFile(draft, JSON.stringify(value)));
