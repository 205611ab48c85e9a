import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { hasEnd, parseLines } from '../capture/timeline-log.ts';
import { timelineKey, type recordingFiles } from '../contract/recording-files.ts';
import type { TimelineEvent } from '../contract/timeline.ts';

export type NewestTimeline = {
  /** Empty where there is none. */
  events: TimelineEvent[];
  isHere: boolean;
  /** Of the one in the object store, if it has one. Changes with each event that comes to it. */
  storedEtag: string | undefined;
  isStoredEnded: boolean;
};

type Where = {
  recordingId: string;
  files: ReturnType<typeof recordingFiles>;
  store: Pick<ObjectStore, 'read'>;
};

/** Which timeline of a recording goes further: this disk's, or the object store's. */
export async function findNewestTimeline(where: Where): Promise<NewestTimeline> {
  const { files, store } = where;
  const here = await readFile(files.timeline, 'utf8').catch(() => '');
  const object = await store.read(timelineKey(where.recordingId));
  const stored = object ? await text(object.body) : '';
  const isHere = here !== '' && goesFurther(here, stored);
  const { events } = parseLines(isHere ? here : stored);
  return { events, isHere, storedEtag: object?.info.etag, isStoredEnded: hasEnd(stored) };
}

/**
 * Lines are added, and names of people who were taken out forgotten. Where both begin alike and go on differently, somebody
 * ended a copy while its hub went on: that end is stamped with what was last known.
 */
function goesFurther(one: string, other: string): boolean {
  if (one.startsWith(other) || other.startsWith(one)) return one.length >= other.length;
  return lastMs(one) >= lastMs(other);
}

const lastMs = (timeline: string): number =>
  parseLines(timeline).events.reduce((last, { wallMs }) => Math.max(last, wallMs), 0);
