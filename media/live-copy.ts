import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../server/platform/log.ts';
import type { ObjectStore } from '../server/platform/object-store.ts';
import type { Scope } from '../server/platform/scope.ts';
import { createSerial } from '../server/platform/serial.ts';
import { tellStory } from './capture/session-story.ts';
import { TimelineFollower } from './capture/timeline-follower.ts';
import { recordingFiles, recordingPrefix, timelineKey } from './contract/recording-files.ts';
import { closedFiles, isRefused } from './steps/closed-files.ts';
import { listRecording } from './steps/list-recording.ts';
import { putRecordingFile, recordedMeta } from './steps/put-recording-file.ts';

/** A segment is closed after a minute: with this, at most so much more is on this machine alone. */
const everyMs = 10_000;
/** One upload that fails is no outage. */
const failuresBefore = 2;

type Options = {
  objectStore: ObjectStore;
  recordingsDir: string;
  log: Logger;
  scope: Scope;
  /** Shorter in tests. */
  everyMs?: number;
};

export type LiveCopy = {
  /** A recording is on air from now on, or again. */
  begin: (recordingId: string) => void;
  /** Resolves when nothing more of it is copied here: whoever hands it over puts the rest. */
  end: (recordingId: string) => Promise<void>;
  /** Something that was recorded could not be copied, more than once: it is on this machine alone. */
  readonly isBehind: boolean;
};

/** What of a recording is in the object store: sizes by path. */
type Copied = Map<string, number>;

/**
 * Keeps a copy of what is on air in the object store, so that a session can be published up to its last minute when this
 * machine is lost. Its copy ends with its session. A store that takes nothing is tried again at the next turn and
 * disturbs nothing.
 */
export function startLiveCopy(options: Options): LiveCopy {
  const { log, scope } = options;
  // One recording at a time, so that the copies never need more of the line than one upload.
  const inTurn = createSerial();
  const underWay = new Map<string, { stop: AbortController; over: Promise<void> }>();
  /** Turns in a row that failed, by recording. */
  const failures = new Map<string, number>();

  const follow = async (recordingId: string, signal: AbortSignal): Promise<void> => {
    const copied: Copied = new Map();
    const timeline = new TimelineFollower(
      recordingFiles(options.recordingsDir, recordingId).timeline,
    );
    let [isKnown, isOver] = [false, false];
    while (!isOver) {
      // Rejects when we close, or when it is handed over. A turn that has begun goes on to its end.
      await delay(options.everyMs ?? everyMs, undefined, { signal });
      try {
        isOver = await inTurn(async () => {
          // An earlier run of the hub may have copied some of it.
          if (!isKnown) await lookUp(options.objectStore, recordingId, copied);
          isKnown = true;
          return copyOnce(options, recordingId, { copied, timeline });
        });
        if (failures.delete(recordingId)) {
          log.info({ recording: recordingId }, 'the live copy goes on');
        }
      } catch (error) {
        if (scope.closed) return;
        // Once for each outage: it may last for hours.
        const before = failures.get(recordingId) ?? 0;
        if (before === 0) {
          log.warn({ err: error, recording: recordingId }, 'no live copy for now');
        }
        failures.set(recordingId, before + 1);
      }
    }
  };
  return {
    begin(recordingId) {
      if (underWay.has(recordingId)) return;
      const stop = new AbortController();
      const signal = AbortSignal.any([scope.signal, stop.signal]);
      const over = follow(recordingId, signal)
        .catch(() => undefined)
        .finally(() => {
          underWay.delete(recordingId);
          failures.delete(recordingId);
        });
      underWay.set(recordingId, { stop, over });
    },
    async end(recordingId) {
      const one = underWay.get(recordingId);
      one?.stop.abort();
      await one?.over;
    },
    get isBehind() {
      return [...failures.values()].some((count) => count >= failuresBefore);
    },
  };
}

async function lookUp(store: ObjectStore, recordingId: string, copied: Copied): Promise<void> {
  const prefix = `${recordingPrefix(recordingId)}/`;
  for await (const { key, size } of store.list(prefix)) {
    copied.set(key.slice(prefix.length), size);
  }
}

/** Brings the copy up to date. Returns whether the session has ended, and all of it is there; or is gone. */
async function copyOnce(
  { objectStore: store, recordingsDir, scope: { signal } }: Options,
  recordingId: string,
  { copied, timeline }: { copied: Copied; timeline: TimelineFollower },
): Promise<boolean> {
  const files = recordingFiles(recordingsDir, recordingId);
  const events = await timeline.read().catch((error: unknown) => {
    // Its session was deleted.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (!events) return true;
  const listing = await listRecording(files);
  const last = path.basename(files.timeline);
  const story = tellStory(events);
  const closed = closedFiles(listing?.files ?? [], story);
  for (const file of [...copied.keys()].filter((one) => isRefused(one, story))) {
    await store.delete(`${recordingPrefix(recordingId)}/${file}`);
    copied.delete(file);
  }
  for (const { path: file, bytes } of closed) {
    if (file === last || copied.get(file) === bytes) continue;
    await putRecordingFile({ recordingId, files, store, signal }, file);
    copied.set(file, bytes);
  }
  // The timeline last: it says that a recording is here; with an end, that all of it is. What has come to it since it was
  // read may be about files that are not there.
  if (copied.get(last) !== timeline.bytesRead) {
    const read = (await readFile(files.timeline)).subarray(0, timeline.bytesRead);
    await store.put(timelineKey(recordingId), read, recordedMeta, signal);
    copied.set(last, read.length);
  }
  return events.some(({ type }) => type === 'session.end');
}
