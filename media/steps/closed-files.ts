import type { SessionStory } from '../capture/session-story.ts';
import type { RecordingFile } from './list-recording.ts';

/** Whether a file belongs to somebody who took their consent back. */
export function isRefused(
  path: string,
  { takes, refusedPeers }: Pick<SessionStory, 'takes' | 'refusedPeers'>,
): boolean {
  const takeId = takeOf(path);
  const take = takes.find(({ start }) => start.takeId === takeId);
  return take !== undefined && refusedPeers.has(take.start.peerId);
}

/**
 * The files of a recording that nothing is added to any more, and its timeline: of a take that goes on, all but its last
 * segment. Takes of people who took their consent back are left out.
 */
export function closedFiles(
  files: readonly RecordingFile[],
  { takes, refusedPeers }: Pick<SessionStory, 'takes' | 'refusedPeers'>,
): RecordingFile[] {
  const byTake = new Map(takes.map((take) => [take.start.takeId, take]));
  const lastOf = new Map<string, string>();
  for (const { path } of files) {
    const takeId = takeOf(path);
    if (takeId && path > (lastOf.get(takeId) ?? '')) lastOf.set(takeId, path);
  }
  return files.filter(({ path }) => {
    const takeId = takeOf(path);
    if (!takeId) return true;
    const take = byTake.get(takeId);
    // The timeline was read first: a take that is not on it has just begun.
    if (!take || refusedPeers.has(take.start.peerId)) return false;
    return take.endUs !== Infinity || path !== lastOf.get(takeId);
  });
}

/** Of takes/TAKE/0000.rtpl; undefined for anything else. */
const takeOf = (path: string): string | undefined => /^takes\/([^/]+)\//.exec(path)?.[1];
