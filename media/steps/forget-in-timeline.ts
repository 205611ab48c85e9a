import { readFile, writeFile } from 'node:fs/promises';
import { text as readText } from 'node:stream/consumers';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { findNames } from '../../server/platform/find-names.ts';
import { parseLines, readTimeline } from '../capture/timeline-log.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { recordingFiles, timelineKey } from '../contract/recording-files.ts';
import { forgetInEvents, type Withdrawn } from '../plan/withdrawn.ts';
import { recordedMeta } from './put-recording-file.ts';
import { writeWhole } from './write-whole.ts';

type Gone = Omit<Withdrawn, 'takeIds'>;

/** Takes people and what they asked out of the timeline on this disk, where there is one. Nothing else is touched. */
export async function forgetInTimeline(file: string, gone: Gone): Promise<void> {
  const text = await unlessMissing(readFile(file, 'utf8'));
  const kept = text && forgetInLines(text, gone);
  if (!kept || kept === text) return;
  // On disk before it takes the place of the only one there is.
  await writeWhole(file, (temporary) => writeFile(temporary, kept, { flush: true }));
}

/** Takes and peers that a timeline on this disk tells of as theirs, by id or name; none where there is no such file. */
export async function listTheirs(
  file: string,
  gone: Pick<Withdrawn, 'takeIds' | 'peerIds' | 'names'>,
): Promise<{ takeIds: string[]; peerIds: string[] }> {
  const timeline = await unlessMissing(readTimeline(file));
  const names = findNames(gone.names);
  const told = (timeline?.events ?? []).filter(
    (event) => event.type === 'peer.join' || event.type === 'take.start',
  );
  const theirs = told.filter(
    (event) =>
      names.has(event.displayName) ||
      gone.peerIds.includes(event.peerId) ||
      ('takeId' in event && gone.takeIds.includes(event.takeId)),
  );
  return {
    takeIds: theirs.flatMap((event) => ('takeId' in event ? [event.takeId] : [])),
    peerIds: theirs.map(({ peerId }) => peerId),
  };
}

/** Takes them out of the copy that the object store has, where it has one. */
export async function forgetInStoredTimeline(
  recordingId: string,
  gone: Gone,
  store: Pick<ObjectStore, 'read' | 'put'>,
): Promise<void> {
  const text = await readStored(recordingId, store);
  const kept = text && forgetInLines(text, gone);
  if (!kept || kept === text) return;
  await store.put(timelineKey(recordingId), Buffer.from(kept), recordedMeta);
}

/** Reads what was asked, in all the wordings that a recording's timeline has, wherever that is. */
export function createReadAsked({
  recordingsDir,
  store,
}: {
  recordingsDir: string;
  store: Pick<ObjectStore, 'read'>;
}): (recordingId: string) => Promise<{ questionId: string; wording: string }[]> {
  return async (recordingId) => {
    const { timeline } = recordingFiles(recordingsDir, recordingId);
    const { events } =
      (await unlessMissing(readTimeline(timeline))) ??
      parseLines((await readStored(recordingId, store)) ?? '');
    return events.flatMap((event) =>
      'questionId' in event && 'title' in event
        ? [{ questionId: event.questionId, wording: event.title }]
        : [],
    );
  };
}

async function readStored(
  recordingId: string,
  store: Pick<ObjectStore, 'read'>,
): Promise<string | undefined> {
  const object = await store.read(timelineKey(recordingId));
  return object && readText(object.body);
}

/** Line by line: what tells nothing of them stays as it was written, to the byte. */
function forgetInLines(text: string, gone: Gone): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const [event] = parseLines(line).events;
      if (!event) return isTraceOf(line, gone) ? [] : [line];
      const [kept] = forgetInEvents([event], gone);
      if (!kept) return [];
      return [isSame(event, kept) ? line : changeLine(line, kept)];
    })
    .join('\n');
}

/** What a newer version may have written beside it stays. */
const changeLine = (line: string, event: TimelineEvent): string =>
  JSON.stringify({ ...(JSON.parse(line) as object), ...event });

const isSame = (a: TimelineEvent, b: TimelineEvent): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** A line that broke off is nobody's truth, and may still be read. */
const isTraceOf = (line: string, { names, questionIds }: Gone): boolean =>
  [...names, ...questionIds].some((one) => line.includes(one));

async function unlessMissing<Read>(reading: Promise<Read>): Promise<Read | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
