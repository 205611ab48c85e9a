import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { tellStory } from '../capture/session-story.ts';
import { hasEnd, isTimelineEnded, readTimeline } from '../capture/timeline-log.ts';
import { drawingFolder, recordingPrefix, timelineKey } from '../contract/recording-files.ts';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';
import { NotHandedOver } from '../jobs/not-handed-over.ts';
import { NotHere } from '../jobs/not-here.ts';
import type { Step, StepTools } from '../jobs/step.ts';
import { isRefused } from './closed-files.ts';
import { listRecording, type RecordingListing } from './list-recording.ts';
import { findNewestTimeline } from './newest-timeline.ts';
import { putRecordingFile } from './put-recording-file.ts';
import { writeWhole } from './write-whole.ts';

/** What lies on this machine's disk already. */
export type CollectInput = { present: RecordingListing | undefined };

/**
 * Has the takes and the timeline on local disk: they are there when the hub runs the pipeline itself, and come from the
 * object store on a machine that only does media work. Throws `NotHandedOver` while what can be had breaks off before the
 * session's end, `NotHere` where there is nothing.
 */
export const collectStep: Step<CollectInput, RecordingListing> = {
  name: 'collect',
  version: 1,
  async run({ present }, tools) {
    if (present) {
      // The store, which may have the end, was away when this was chosen.
      if (!(await isTimelineEnded(tools.files.timeline))) throw new NotHandedOver();
      return present;
    }
    if ((await findEnd(tools)) === 'to-come') throw new NotHandedOver();
    await fetchRecording(tools);
    const listing = await listRecording(tools.files);
    if (!listing) throw new NotHere();
    return listing;
  },
};

/**
 * Brings a recording from the object store to this disk, its timeline last, over the one that may be here unless that is
 * to stay. Of a take nothing is replaced that is here as far as it is there. Does nothing when the store has none.
 */
export async function fetchRecording(
  tools: Pick<StepTools, 'recordingId' | 'files' | 'store' | 'signal' | 'progress'>,
  { keepTimeline = false } = {},
): Promise<void> {
  const { recordingId, files, store, signal, progress } = tools;
  const prefix = `${recordingPrefix(recordingId)}/`;
  const objects: { key: string; size: number }[] = [];
  for await (const object of store.list(prefix)) {
    if (!object.key.startsWith(`${prefix}${drawingFolder}/`)) objects.push(object);
  }
  const total = objects.reduce((sum, { size }) => sum + size, 0);

  // The timeline says that a recording is here, so it comes last.
  const timeline = path.basename(files.timeline);
  const ordered = objects.toSorted(
    (a, b) => Number(a.key.endsWith(timeline)) - Number(b.key.endsWith(timeline)),
  );
  let done = 0;
  for (const { key, size } of ordered) {
    const file = path.join(files.root, ...key.slice(prefix.length).split('/'));
    done += size;
    const isKept = file === files.timeline ? keepTimeline : (await bytesOf(file)) >= size;
    if (isKept) continue;
    await ffmpegSettings.gate.room(signal);
    await mkdir(path.dirname(file), { recursive: true });
    await writeWhole(file, async (temporary) => {
      const object = await store.read(key);
      // Listed a moment ago, and not away: it does not come back.
      if (!object) throw new Error(`The object store has lost ${key}.`);
      await pipeline(object.body, createWriteStream(temporary), { signal });
    });
    progress(done / Math.max(1, total));
  }
}

/**
 * What of a recording is to be used here. Not what was replaced in the object store by something that goes further; nor
 * what has no end while the one there has: that recording was rescued while this machine was thought lost. What it has
 * more is then kept aside.
 */
export async function listPresent(where: Where): Promise<RecordingListing | undefined> {
  const { files, store } = where;
  const listing = await listRecording(files);
  const timeline = path.basename(files.timeline);
  const bytes = listing?.files.find((file) => file.path === timeline)?.bytes;
  if (bytes === undefined) return undefined;
  // While the store is away, what is here is as good as it was.
  const stored = await store.find(timelineKey(where.recordingId)).catch(() => undefined);
  if (!stored || stored.size === bytes) return listing;
  const newest = await findNewestTimeline(where);
  if (newest.isStoredEnded && !(await isTimelineEnded(files.timeline))) {
    await rename(files.timeline, files.returned);
    return undefined;
  }
  if (newest.isHere) return listing;
  await rm(files.timeline);
  return undefined;
}

/** -1 where there is no such file. */
const bytesOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => -1,
  );

type Where = Pick<StepTools, 'recordingId' | 'files' | 'store'>;

/**
 * Whether a recording can be had here to its end. `to-come`: what there is breaks off, as a live copy does; its hub is
 * still to give the rest to the object store. Rejects when that has to be asked and is away.
 *
 * That a timeline in the object store has its session.end says that all takes are there too: whoever puts it there puts
 * them first.
 */
async function findEnd({
  recordingId,
  files,
  store,
}: Where): Promise<'here' | 'to-come' | 'nowhere'> {
  const isHere = await isTimelineEnded(files.timeline).catch(() => undefined);
  if (isHere) return 'here';
  const stored = await store.read(timelineKey(recordingId));
  if (!stored) return isHere === false ? 'to-come' : 'nowhere';
  return hasEnd(await text(stored.body)) ? 'here' : 'to-come';
}

/** Whether all of the recording can be had here. Rejects when the object store has to be asked and is away. */
export const isCollectable = async (where: Where): Promise<boolean> =>
  (await findEnd(where)) === 'here';

/**
 * For a hub whose pipeline runs elsewhere: puts takes and timeline into the object store once a session has ended, the
 * timeline last. Safe to repeat: what is there in full, or further, is not sent again.
 */
export async function uploadRecording({
  recordingId,
  files,
  store,
  signal,
}: Pick<StepTools, 'recordingId' | 'files' | 'store' | 'signal'>): Promise<void> {
  const listing = await listRecording(files);
  if (!listing) throw new Error('There is no recording to upload');
  const timeline = path.basename(files.timeline);
  const ordered = listing.files.toSorted(
    (a, b) => Number(a.path === timeline) - Number(b.path === timeline),
  );
  for (const { path: relative, bytes } of ordered) {
    const key = `${recordingPrefix(recordingId)}/${relative}`;
    if (relative !== timeline && ((await store.find(key))?.size ?? -1) >= bytes) continue;
    await putRecordingFile({ recordingId, files, store, signal }, relative);
  }
  // A copy made while the session was live may hold what somebody took their consent back for.
  const story = tellStory((await readTimeline(files.timeline)).events);
  const prefix = `${recordingPrefix(recordingId)}/`;
  for await (const { key } of store.list(prefix)) {
    if (isRefused(key.slice(prefix.length), story)) await store.delete(key);
  }
}
