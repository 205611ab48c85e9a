import {
  drawingFolder,
  drawingPrefix,
  episodeFolder,
  recordingPrefix,
  reviewKey,
} from '../../media/contract/recording-files.ts';
import { practicePrefix } from '../../media/contract/practice-files.ts';
import { newId } from '../platform/ids.ts';
import { answersPrefix } from '../questions/spoken-answer.ts';
import { slidesPrefix } from '../slides/deck.ts';

/** Objects and files that are to be gone for good. */
export type Purge = {
  purgeId: string;
  /** Whose runs may still be writing. The recordings may be gone themselves. */
  recordingIds: readonly string[];
  /** Runs of earlier revisions only; undefined for all. */
  revision: number | undefined;
  /** Beginnings of object keys. */
  prefixes: readonly string[];
  /** Below the recordings directory. */
  folders: readonly string[];
  /** Not before. */
  dueAt: Date;
};

export type PurgeRepository = {
  add(purge: Purge): Promise<void>;
  /** Oldest first. */
  listDue(at: Date): Promise<Purge[]>;
  delete(purgeId: string): Promise<void>;
};

/** Everything of a session but its rows. Its recordings are its own and those of its practices. */
export function purgeOfSession(
  left: { sessionId: string; recordingIds: readonly string[]; episodeId: string | undefined },
  dueAt: Date,
): Purge {
  const { sessionId, recordingIds, episodeId } = left;
  return {
    purgeId: newId(),
    ...{ recordingIds, revision: undefined, dueAt },
    prefixes: [
      `${slidesPrefix(sessionId)}/`,
      `${answersPrefix(sessionId)}/`,
      ...(episodeId === undefined ? [] : [`${episodeFolder(episodeId)}/`]),
      ...recordingIds.flatMap((recordingId) => [
        `${recordingPrefix(recordingId)}/`,
        `${practicePrefix(recordingId)}/`,
        reviewKey(recordingId),
      ]),
    ],
    folders: recordingIds,
  };
}

/**
 * What was recorded of a person and spoken to them, and what runs before `revision` have made or may still make of it;
 * everything that was published where no other can be made.
 */
export function purgeOfWithdrawal(
  left: {
    recordingId: string;
    takeIds: readonly string[];
    /** Keys of answers by voice. */
    sounds: readonly string[];
    episodeId: string | undefined;
    revision: number | undefined;
  },
  dueAt: Date,
): Purge {
  const { recordingId, takeIds, sounds, episodeId, revision } = left;
  return {
    purgeId: newId(),
    ...{ recordingIds: [recordingId], revision, dueAt },
    prefixes: [
      ...takePrefixes(recordingId, takeIds),
      ...sounds,
      ...drawnBefore(recordingId, revision),
      ...(episodeId === undefined ? [] : publishedBefore(episodeId, revision)),
      // Whoever makes another episode writes it anew.
      ...(revision === undefined ? [reviewKey(recordingId)] : []),
    ],
    folders: takeFolders(recordingId, takeIds),
  };
}

/**
 * Takes of people who took their consent back before the end. A hub that died, or a store that was away, has left
 * copies of them. Always the same purge, and no run is stopped for it: none is made of them.
 */
export function purgeOfRefused(
  { recordingId, takeIds }: { recordingId: string; takeIds: readonly string[] },
  dueAt: Date,
): Purge {
  return {
    purgeId: `refused-${recordingId}`,
    ...{ recordingIds: [recordingId], revision: 1, dueAt },
    prefixes: takePrefixes(recordingId, takeIds),
    folders: takeFolders(recordingId, takeIds),
  };
}

const takePrefixes = (recordingId: string, takeIds: readonly string[]): string[] =>
  takeIds.map((takeId) => `${recordingPrefix(recordingId)}/takes/${takeId}/`);

const takeFolders = (recordingId: string, takeIds: readonly string[]): string[] =>
  takeIds.map((takeId) => `${recordingId}/takes/${takeId}`);

/** What machines handed each other for it. */
function drawnBefore(recordingId: string, revision: number | undefined): string[] {
  if (revision === undefined) return [`${recordingPrefix(recordingId)}/${drawingFolder}/`];
  return revisionsBefore(revision).map((each) => `${drawingPrefix(recordingId, each)}/`);
}

function publishedBefore(episodeId: string, revision: number | undefined): string[] {
  const folder = `${episodeFolder(episodeId)}/`;
  if (revision === undefined) return [folder];
  return revisionsBefore(revision).map((each) => `${folder}${each}-`);
}

const revisionsBefore = (revision: number): number[] =>
  Array.from({ length: revision - 1 }, (_, index) => index + 1);

/** Sounds of answers by voice that nothing names. No run of the pipeline writes them. */
export function purgeOfSounds(keys: readonly string[], dueAt: Date): Purge {
  return {
    purgeId: newId(),
    ...{ recordingIds: [], revision: undefined, prefixes: keys, folders: [], dueAt },
  };
}

/** All that was recorded, and what lies beside what is published; what hosts know of it stays, for its transcript. */
export function purgeOfTakes(
  { recordingId, stale }: { recordingId: string; stale: readonly string[] },
  dueAt: Date,
): Purge {
  return {
    purgeId: newId(),
    ...{ recordingIds: [recordingId], revision: undefined, dueAt },
    prefixes: [`${recordingPrefix(recordingId)}/`, ...stale],
    folders: [recordingId],
  };
}
