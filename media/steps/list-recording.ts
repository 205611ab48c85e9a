import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { recordingFiles } from '../contract/recording-files.ts';

/** A file of a recording, relative to its directory, with forward slashes. */
export type RecordingFile = { path: string; bytes: number };

/** What a recording consists of. Undefined when this machine does not have it. */
export type RecordingListing = { timelineHash: string; files: RecordingFile[] };

/** Everything but what the pipeline makes, in order of path. */
export async function listRecording(
  files: ReturnType<typeof recordingFiles>,
): Promise<RecordingListing | undefined> {
  const timeline = await readFile(files.timeline).catch(() => undefined);
  if (!timeline) return undefined;
  const entries = await readdir(files.root, { recursive: true, withFileTypes: true });
  const listed: RecordingFile[] = [];
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || isWork(files.work, file) || file.endsWith('.tmp')) continue;
    if (file === files.returned) continue;
    const relative = path.relative(files.root, file).split(path.sep).join('/');
    listed.push({ path: relative, bytes: (await stat(file)).size });
  }
  return {
    timelineHash: createHash('sha256').update(timeline).digest('hex'),
    files: listed.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

const isWork = (work: string, file: string): boolean => file.startsWith(work + path.sep);
