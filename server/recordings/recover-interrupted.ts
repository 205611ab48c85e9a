import { readdir, rename, rm } from 'node:fs/promises';
import { probeTake } from '../../media/capture/probe-take.ts';
import { ownerOf, tellStory } from '../../media/capture/session-story.ts';
import { isTimelineEnded, readTimeline, type Stamp } from '../../media/capture/timeline-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TimelineEntry, TimelineEvent } from '../../media/contract/timeline.ts';
import type { Clock } from '../platform/clock.ts';
import { isThere } from '../platform/is-there.ts';
import type { Logger } from '../platform/log.ts';
import { appendLater } from './append-later.ts';
import type { Answer } from './cast.ts';
import { settleFiles, storeProjection } from './finish-recording.ts';
import type {
  ConsentStore,
  RecordingJobs,
  RecordingProjection,
  RecordingRepository,
  StoredRecording,
} from './recording-repository.ts';
import { isToCompare, type Comparing } from './refused-takes.ts';
import { refusalsAfter, tellUntold } from './untold-answers.ts';

type Files = ReturnType<typeof recordingFiles>;

export type Recovery = {
  recordingsDir: string;
  repository: RecordingRepository;
  /** Asked for answers that a full disk kept from the timeline. */
  consents: Pick<ConsentStore, 'list'>;
  jobs: RecordingJobs;
  /** A session was ended here, without a room that would have brought what goes on in it to its end. */
  sessionEnded: () => Promise<void>;
  /** Of this run of the machine: the clock of a timeline goes on within one. */
  bootId: string;
  clock: Clock;
  log: Logger;
  /** Recordings are copied while they go on. Default: they are not. */
  isCopied?: boolean;
  /** How microphones are compared before those of people who took their consent back are deleted. Default: they are not. */
  comparing?: Comparing | undefined;
};

/** A recording whose session is live still: it waits for its people to come back. */
export type Interrupted = { recordingId: string; sessionId: string };

/** A hub that was away for longer has lost its audience; what was recorded is an episode then. */
const goesOnWithinMs = 120_000;

/**
 * Finishes what an earlier run of the hub left open. A recording without session.end is closed at the last thing that
 * was written of it; one that the database does not know as ended is told to it; one that is to be processed is in the
 * queue afterwards.
 *
 * @returns those that may go on, since it happened a moment ago and their session is live: only their takes are ended;
 * and those that could not be recovered now, or take their time, of which some have ended with their session.
 */
export async function recoverInterrupted(
  recovery: Recovery,
  isLive: (sessionId: string) => Promise<boolean>,
): Promise<{ interrupted: Interrupted[]; failed: string[]; ended: Interrupted[] }> {
  const { recordingsDir, log } = recovery;
  const interrupted: Interrupted[] = [];
  const failed: string[] = [];
  const ended: Interrupted[] = [];
  const recordingIds = await readdir(recordingsDir).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  for (const recordingId of recordingIds) {
    try {
      const found = await recover(recordingId, recovery, isLive, { mayTakeLong: false });
      if (found) (found.isEnded ? ended : interrupted).push(found);
    } catch (error) {
      log.error({ err: error, recording: recordingId }, 'recording not recovered');
      // Whoever comes back is not recorded anew because the disk or the database was away just now.
      const found = await readEvents(recordingFiles(recordingsDir, recordingId)).catch(
        () => [],
      );
      const owner = ownerOf(found);
      const one = { recordingId, sessionId: owner?.sessionId ?? '' };
      if (owner && isOver(found)) ended.push(one);
      else if (isFresh(found, recovery)) interrupted.push(one);
      else failed.push(recordingId);
    }
  }
  return { interrupted, failed, ended };
}

/** Brings one to its end whose session does not go on, and whose timeline lacks these answers. Safe to repeat. */
export async function finishInterrupted(
  recordingId: string,
  recovery: Recovery,
  untold: readonly Answer[] = [],
): Promise<void> {
  const files = recordingFiles(recovery.recordingsDir, recordingId);
  await tellUntold(files, await readEvents(files), untold, recovery.clock);
  await recover(recordingId, recovery, () => Promise.resolve(false), { mayTakeLong: true });
}

/** Undefined when nothing is left to do. */
async function recover(
  recordingId: string,
  recovery: Recovery,
  isLive: (sessionId: string) => Promise<boolean>,
  { mayTakeLong }: { mayTakeLong: boolean },
): Promise<(Interrupted & { isEnded: boolean }) | undefined> {
  const { recordingsDir, repository, jobs, sessionEnded, comparing, clock, log } = recovery;
  const stored = await repository.find(recordingId);
  if (stored && stored.state !== 'recording' && (await isReturned(recordingId, recovery))) {
    log.warn(
      { recording: recordingId },
      'it was rescued while this machine was thought lost, which may have more of it: see `npm run recording -- rebuild`',
    );
  }
  if (stored?.state === 'processing') {
    await jobs.enqueue('process-recording', { recordingId, revision: stored.revision });
    return undefined;
  }
  if (stored && stored.state !== 'recording') return undefined;

  const files = recordingFiles(recordingsDir, recordingId);
  const read = await readEvents(files);
  const left = ownerOf(read) ? read : await tellOwner(files, stored, recovery);
  const owner = ownerOf(left);
  if (!owner) {
    log.warn({ recording: recordingId }, 'directory without a recording');
    return undefined;
  }
  const isEnded = isOver(left);
  const { sessionId } = owner;
  const found = await tellRefusals(files, left, recovery);
  const other = stored ? undefined : await repository.findOfSession(sessionId);
  if (other) {
    log.error(
      { recording: recordingId, other: other.recordingId },
      'its session has another recording: it makes no episode, and can be exported',
    );
    return undefined;
  }
  if (!isEnded && isFresh(found, recovery) && (await isLive(sessionId))) {
    await endTakes(files, found, clock);
    log.info({ recording: recordingId }, 'recording waits for its session to go on');
    return { recordingId, sessionId, isEnded };
  }
  const events = isEnded ? found : await closeTimeline(files, found, clock);
  if (!mayTakeLong && (await isToCompare(files, events))) {
    return { recordingId, sessionId, isEnded: true };
  }
  const projection = await settleFiles(files, events, comparing);
  if (!projection) return undefined;
  await storeProjection(projection, { repository, jobs });
  if (projection.state === 'empty') {
    // Nobody makes an episode of it: what was made while it was live goes as well.
    await rm(files.work, { recursive: true, force: true, maxRetries: 3 });
  }
  if (projection.endedAt) await sessionEnded();
  log.info({ recording: recordingId, state: projection.state }, 'recording recovered');
  return undefined;
}

/**
 * Of a timeline of which nothing can be read the database may know whose it is. It goes on as that of a recording that was off: hosts
 * read what is left of it. Not where there is a copy, which would be written over: that one is whole.
 */
async function tellOwner(
  { timeline }: Files,
  stored: StoredRecording | undefined,
  { bootId, isCopied, clock, log }: Recovery,
): Promise<TimelineEvent[]> {
  if (!stored || !(await isThere(timeline))) return [];
  const { sessionId, recordingId } = stored;
  log.error(
    { recording: recordingId, isCopied },
    'nothing on its timeline can be read; where it is copied: `npm run recording -- rescue`',
  );
  if (isCopied) return [];
  const entry = { type: 'clock', bootId, sessionId, recordingId, isOn: false } as const;
  const at = { monoUs: clock.monoUs(), wallMs: clock.now().getTime() };
  return appendLater(timeline, [{ entry, at }], clock);
}

/** Whether this machine has a timeline without an end of a recording that has ended. */
async function isReturned(
  recordingId: string,
  { recordingsDir }: Pick<Recovery, 'recordingsDir'>,
): Promise<boolean> {
  const { timeline, returned } = recordingFiles(recordingsDir, recordingId);
  if ((await isTimelineEnded(timeline).catch(() => undefined)) === false) return true;
  return isThere(returned);
}

/** What a full disk kept from a timeline that breaks off, and the database knows. With its end it has all answers. */
async function tellRefusals(
  files: Files,
  found: readonly TimelineEvent[],
  { consents, clock }: Pick<Recovery, 'consents' | 'clock'>,
): Promise<TimelineEvent[]> {
  if (isOver(found)) return [...found];
  const stored = await consents.list(tellStory(found).sessionId);
  return tellUntold(files, found, refusalsAfter(found, stored), clock);
}

/**
 * Brings what this machine has of a recording that was rescued elsewhere to its own end, at its last packet, and tells of
 * what is left of it. Undefined where it has nothing of it.
 * @param erase takes out whoever was taken out meanwhile, once it has its end.
 */
export async function endReturned(
  files: Files,
  recovery: Pick<Recovery, 'consents' | 'clock'>,
  erase: () => Promise<void>,
): Promise<RecordingProjection | undefined> {
  await rename(files.returned, files.timeline).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  const found = await readEvents(files);
  const isBegun = ownerOf(found) !== undefined;
  if (isBegun && !isOver(found)) {
    await closeTimeline(files, await tellRefusals(files, found, recovery), recovery.clock);
  }
  await erase();
  return isBegun ? settleFiles(files, await readEvents(files)) : undefined;
}

/** None when it has no timeline. */
async function readEvents(files: Files): Promise<TimelineEvent[]> {
  try {
    return (await readTimeline(files.timeline)).events;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

const isOver = (events: readonly TimelineEvent[]): boolean =>
  events.some(({ type }) => type === 'session.end');

/** Whether the hub was away for a moment only, on a machine that ran on. Events come at least once a minute. */
function isFresh(events: readonly TimelineEvent[], { bootId, clock }: Recovery): boolean {
  const boots = events.flatMap((event) => ('bootId' in event ? [event.bootId] : []));
  const lastWallMs = events.at(-1)?.wallMs ?? 0;
  return boots.at(-1) === bootId && clock.now().getTime() - lastWallMs < goesOnWithinMs;
}

/** Ends the recording at the last packet of all. */
async function closeTimeline(
  files: Files,
  found: readonly TimelineEvent[],
  clock: Clock,
): Promise<TimelineEvent[]> {
  const lastUs = await endTakes(files, found, clock);
  const at: Stamp = { monoUs: lastUs, wallMs: toWallMs(lastUs, found) };
  const isOn = tellStory(found).ranges.at(-1)?.toUs === Infinity;
  const ends: TimelineEntry[] = [
    ...(isOn ? [{ type: 'record.off' as const }] : []),
    { type: 'session.end', reason: isOn ? 'recovered' : 'ended' },
  ];
  return appendLater(
    files.timeline,
    ends.map((entry) => ({ entry, at })),
    clock,
  );
}

/** Ends every open take at its last packet. Returns when the last packet of all came, or the last thing was done. */
async function endTakes(
  files: Files,
  found: readonly TimelineEvent[],
  clock: Clock,
): Promise<number> {
  const story = tellStory(found);
  // A clock says that the hub was there, and nothing of the session: where takes were lost with their machine it is later.
  const told = found.filter(({ type }) => type !== 'clock');
  const beganUs = found[0]?.monoUs ?? 0;
  let lastUs = told.reduce((last, { monoUs }) => Math.max(last, monoUs), beganUs);
  const ends: { takeId: string; monoUs: number }[] = [];
  for (const { start, endUs } of story.takes) {
    const { takeId } = start;
    const { lastMonoUs = start.monoUs } = await probeTake(files.take(takeId));
    lastUs = Math.max(lastUs, lastMonoUs);
    if (endUs === Infinity) ends.push({ takeId, monoUs: lastMonoUs });
  }

  await appendLater(
    files.timeline,
    ends.map(({ takeId, monoUs }) => ({
      entry: { type: 'take.end', takeId, reason: 'interrupted' },
      at: { monoUs, wallMs: toWallMs(monoUs, found) },
    })),
    clock,
  );
  return lastUs;
}

/** The machine may have started anew since: only the timeline itself still pairs the two clocks. */
function toWallMs(monoUs: number, events: readonly TimelineEvent[]): number {
  const last = events.at(-1);
  return last ? last.wallMs + Math.round((monoUs - last.monoUs) / 1000) : 0;
}
