import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { recordingFiles } from '../contract/recording-files.ts';
import { goneFile } from './erase-recorded.ts';
import { writeWhole } from './write-whole.ts';

/** Names the revision that everything in the folder was made for, or after. */
const anewFile = 'rebuilt.json';

/**
 * Deletes what this machine has made of a recording before it was rebuilt. What it made since stays. Safe to repeat.
 * @param rebuiltAs the first revision of which nothing made for an earlier one is used; null where all of it may be.
 */
export async function beginAnew(
  rebuiltAs: number | null,
  { work }: Pick<ReturnType<typeof recordingFiles>, 'work'>,
): Promise<void> {
  if (rebuiltAs === null) return;
  const note = path.join(work, anewFile);
  if ((await readFile(note, 'utf8').catch(() => '')) === String(rebuiltAs)) return;
  await clearMade({ work });
  await writeWhole(note, (file) => writeFile(file, String(rebuiltAs)));
}

/** Deletes all that was made. It is made again by whoever wants it. */
export async function clearMade({
  work,
}: Pick<ReturnType<typeof recordingFiles>, 'work'>): Promise<void> {
  await mkdir(work, { recursive: true });
  // What says that people were taken out, or for which revision all is made, is no work.
  const kept = [goneFile, anewFile];
  const made = (await readdir(work)).filter((name) => !kept.includes(name));
  for (const name of made) await rm(path.join(work, name), { recursive: true, force: true });
}
