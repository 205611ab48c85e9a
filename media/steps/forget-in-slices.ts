import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { findKept } from './kept.ts';
import type { MadeSlice } from './render-slice.ts';

/**
 * Deletes from a directory of slices what these people are heard in, and all that is not known to be without them: what is
 * quickly made again, and what was written when its process was killed. Not while something is made there.
 */
export async function forgetInSlices(dir: string, peerIds: ReadonlySet<string>): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  const kept = new Set<string>();
  for (const name of names) {
    const files = await listFiles(path.join(dir, name), peerIds);
    if (files.length === 0) continue;
    for (const file of [name, ...files]) kept.add(path.basename(file));
  }
  for (const name of names) {
    if (!kept.has(name)) await rm(path.join(dir, name), { recursive: true, force: true });
  }
}

/** The files that a note tells of, where none of these people are heard in them. */
async function listFiles(note: string, peerIds: ReadonlySet<string>): Promise<string[]> {
  const name = path.basename(note);
  if (/^slice-\d+\.json$/.test(name)) {
    const slice = await findKept<MadeSlice>(note, []);
    if (!slice) return [];
    const { voices, screens } = slice.settings;
    const isHeard = [...voices, ...screens].some(({ peerId }) => peerIds.has(peerId));
    return isHeard ? [] : [slice.aacFile, slice.mp3File];
  }
  if (/^stem-.+\.json$/.test(name)) {
    const stem = await findKept<{ peerId?: string }>(note, []);
    const isOthers = stem?.peerId !== undefined && !peerIds.has(stem.peerId);
    return isOthers ? [note.replace(/json$/, 'flac')] : [];
  }
  return [];
}
