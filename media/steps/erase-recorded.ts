import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isThere } from '../../server/platform/is-there.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { eraseStrayTakes } from '../capture/timeline-damage.ts';
import {
  episodeFolder,
  recordingFiles,
  recordingPrefix,
  reviewKey,
} from '../contract/recording-files.ts';
import type { Withdrawn } from '../plan/withdrawn.ts';
import { forgetInStoredTimeline, forgetInTimeline, listTheirs } from './forget-in-timeline.ts';
import { writeWhole } from './write-whole.ts';

/** Names the takes and questions that were gone before anything else in the folder was made. */
export const goneFile = 'gone-takes.json';

/**
 * Deletes what people who were taken out of a recording have left in it, from this machine's disk and from the object
 * store, with all that the pipeline made here.
 */
export async function eraseWithdrawn(
  recordingId: string,
  gone: Withdrawn,
  files: ReturnType<typeof recordingFiles>,
  store: Store,
): Promise<void> {
  const takeIds = await eraseCopies(gone, files);
  await eraseStored(recordingId, { ...gone, takeIds }, store);
}

type Store = Pick<ObjectStore, 'deletePrefix' | 'read' | 'put'>;

async function eraseStored(recordingId: string, gone: Withdrawn, store: Store): Promise<void> {
  if (isNobody(gone)) return;
  for (const takeId of gone.takeIds) {
    await store.deletePrefix(`${recordingPrefix(recordingId)}/takes/${takeId}/`);
  }
  await forgetInStoredTimeline(recordingId, gone, store);
}

const isNobody = ({ takeIds, questionIds }: Withdrawn): boolean =>
  takeIds.length + questionIds.length === 0;

/**
 * Deletes takes from this machine's disk, with what was made here while they or the questions were part of it: takes may
 * be gone already, and their stems not. Also those that only this machine's timelines tell of, as theirs or under their
 * names, or that none tells of any more. What was made without them stays. The timeline tells nothing of them any more.
 * Safe to repeat.
 * @returns all takes of theirs that are known here.
 */
export async function eraseCopies(
  withdrawn: Withdrawn,
  files: ReturnType<typeof recordingFiles>,
): Promise<string[]> {
  if (isNobody(withdrawn)) return [];
  const { take, work, timeline, returned } = files;
  const timelines = [timeline, returned];
  const told = await Promise.all(timelines.map((file) => listTheirs(file, withdrawn)));
  const peerIds = new Set([...withdrawn.peerIds, ...told.flatMap((one) => one.peerIds)]);
  const takeIds = [
    ...withdrawn.takeIds,
    ...told.flatMap((theirs) => theirs.takeIds),
    ...(await eraseStrayTakes(files, peerIds)),
  ];
  for (const takeId of takeIds) await rm(take(takeId), { recursive: true, force: true });
  const noted = await readGone(files);
  const gone = new Set([...noted, ...takeIds, ...withdrawn.questionIds]);
  if (gone.size > noted.length) {
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { recursive: true });
    const note = path.join(work, goneFile);
    await writeWhole(note, (file) => writeFile(file, JSON.stringify([...gone])));
  }
  // Last: without the names they are not found again.
  for (const file of timelines) await forgetInTimeline(file, withdrawn);
  return [...gone].filter((id) => !withdrawn.questionIds.includes(id));
}

/** Ids of the takes and questions that were erased from a recording on this machine. */
export async function readGone({ work }: ReturnType<typeof recordingFiles>): Promise<string[]> {
  try {
    const text = await readFile(path.join(work, goneFile), 'utf8');
    return z.array(z.string()).parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

type Erasure = Withdrawn & { recordingId: string; episodeId?: string };

/** What they left on the hub's disk and in the object store, and everything that was published with them. Safe to repeat. */
export function createErase({
  recordingsDir,
  store,
}: {
  recordingsDir: string;
  store: ObjectStore;
}): (what: Erasure) => Promise<void> {
  return async ({ recordingId, episodeId, ...gone }) => {
    const files = recordingFiles(recordingsDir, recordingId);
    // It lies on other machines, or its time is over.
    if (!(await isThere(files.root))) await eraseStored(recordingId, gone, store);
    else await eraseWithdrawn(recordingId, gone, files, store);
    await store.delete(reviewKey(recordingId));
    if (episodeId !== undefined) await store.deletePrefix(`${episodeFolder(episodeId)}/`);
  };
}
