import { readdir } from 'node:fs/promises';
import { probeTake } from '../../media/capture/probe-take.ts';
import { tellStory } from '../../media/capture/session-story.ts';
import { readTimeline, TimelineLog, type Stamp } from '../../media/capture/timeline-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TimelineEvent } from '../../media/contract/timeline.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { settleFiles, storeProjection } from './finish-recording.ts';
import type { RecordingJobs, RecordingRepository } from './recording-repository.ts';

type Files = ReturnType<typeof recordingFiles>;

export type Recovery = {
  recordingsDir: string;
  repository: RecordingRepository;
  jobs: RecordingJobs;
  clock: Clock;
  log: Logger;
};

/**
 * Finishes what an earlier run of the hub left open. A recording without session.end is closed at the last thing that
 * was written of it; one that the database does not know as ended is told to it; one that is to be processed is in the
 * queue afterwards. One that cannot be recovered is logged and left as it is.
 */
export async function recoverInterrupted(recovery: Recovery): Promise<void> {
  const { recordingsDir, log } = recovery;
  const recordingIds = await readdir(recordingsDir).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  for (const recordingId of recordingIds) {
    try {
      await recover(recordingId, recovery);
    } catch (error) {
      log.error({ err: error, recording: recordingId }, 'recording not recovered');
    }
  }
}

async function recover(recordingId: string, recovery: Recovery): Promise<void> {
  const { recordingsDir, repository, jobs, clock, log } = recovery;
  const stored = await repository.find(recordingId);
  if (stored?.state === 'processing') {
    await jobs.enqueue('process-recording', { recordingId, revision: stored.revision });
    return;
  }
  if (stored && stored.state !== 'recording') return;

  const files = recordingFiles(recordingsDir, recordingId);
  const { events: found } = await readTimeline(files.timeline);
  if (!found.some(({ type }) => type === 'session.start')) {
    log.warn({ recording: recordingId }, 'directory without a recording');
    return;
  }
  const isEnded = found.some(({ type }) => type === 'session.end');
  const events = isEnded ? found : await closeTimeline(files, found, clock);
  const projection = await settleFiles(files, events);
  if (!projection) return;
  await storeProjection(projection, { repository, jobs });
  if (projection.endedAt) await repository.endSession(projection.sessionId, projection.endedAt);
  log.info({ recording: recordingId, state: projection.state }, 'recording recovered');
}

/** Ends every open take at its last packet, and the recording at the last of all. */
async function closeTimeline(
  files: Files,
  found: readonly TimelineEvent[],
  clock: Clock,
): Promise<TimelineEvent[]> {
  const story = tellStory(found);
  let lastUs = found.reduce((last, { monoUs }) => Math.max(last, monoUs), 0);
  const ends: { takeId: string; monoUs: number }[] = [];
  for (const { start, endUs } of story.takes) {
    const { takeId } = start;
    const { lastMonoUs = start.monoUs } = await probeTake(files.take(takeId));
    lastUs = Math.max(lastUs, lastMonoUs);
    if (endUs === Infinity) ends.push({ takeId, monoUs: lastMonoUs });
  }

  const toStamp = (monoUs: number): Stamp => ({ monoUs, wallMs: toWallMs(monoUs, found) });
  const timeline = await TimelineLog.open(files.timeline, clock);
  try {
    for (const { takeId, monoUs } of ends) {
      await timeline.append(
        { type: 'take.end', takeId, reason: 'interrupted' },
        toStamp(monoUs),
      );
    }
    const isOn = story.ranges.at(-1)?.toUs === Infinity;
    if (isOn) await timeline.append({ type: 'record.off' }, toStamp(lastUs));
    await timeline.append({ type: 'session.end', reason: 'recovered' }, toStamp(lastUs));
  } finally {
    await timeline.close();
  }
  return (await readTimeline(files.timeline)).events;
}

/** The machine may have started anew since: only the timeline itself still pairs the two clocks. */
function toWallMs(monoUs: number, events: readonly TimelineEvent[]): number {
  const last = events.at(-1);
  return last ? last.wallMs + Math.round((monoUs - last.monoUs) / 1000) : 0;
}
