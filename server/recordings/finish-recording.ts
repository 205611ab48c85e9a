import { probeTake } from '../../media/capture/probe-take.ts';
import { tellStory } from '../../media/capture/session-story.ts';
import { findDamage } from '../../media/capture/timeline-damage.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { wasShed } from '../../media/capture/was-shed.ts';
import { whyNothing } from '../../media/capture/why-nothing.ts';
import type { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TimelineEvent } from '../../media/contract/timeline.ts';
import { AppError } from '../platform/app-error.ts';
import { emptyHealth, tellDamage, type RecordingHealth } from '../protocol/recording-health.ts';
import { projectTimeline } from './project-timeline.ts';
import { eraseRefused, type Comparing } from './refused-takes.ts';
import type {
  RecordingJobs,
  RecordingProjection,
  RecordingRepository,
} from './recording-repository.ts';

type Files = ReturnType<typeof recordingFiles>;

/**
 * What is to be done once a timeline has its session.end: whoever withdrew consent leaves nothing on disk, and what the
 * others left decides whether there is an episode in it. Safe to repeat.
 * @param comparing how microphones of the former are compared with the others' before; it takes its time.
 */
export async function settleFiles(
  files: Files,
  events: readonly TimelineEvent[],
  comparing?: Comparing,
): Promise<RecordingProjection | undefined> {
  const { takes, refusedPeers } = tellStory(events);
  const refused = await eraseRefused(files, events, comparing);
  const allowed = takes.filter(({ start }) => !refusedPeers.has(start.peerId));
  const kept = allowed.map(({ start }) => files.take(start.takeId));
  let hasMedia = false;
  for (const dir of kept) hasMedia ||= (await probeTake(dir)).hasMedia;
  const projected = projectTimeline(events, hasMedia);
  if (!projected) return undefined;
  const projection = { ...projected, ...refused };
  if (projection.state !== 'empty') return projection;
  return { ...projection, health: await judgeNothing(files, kept) };
}

async function judgeNothing(
  files: Files,
  takeDirs: readonly string[],
): Promise<RecordingHealth> {
  const shed = await Promise.all(takeDirs.map(wasShed));
  // All of it: what an open timeline remembers is less.
  const { events } = await readTimeline(files.timeline);
  const nothing = emptyHealth(whyNothing(events, { isShed: shed.includes(true) }));
  return tellDamage(nothing, await findDamage(files));
}

/**
 * Stores a projection and hands an ended recording to the pipeline; its session has ended with it, before anything else:
 * one that was live still would be recorded anew. Safe to repeat.
 */
export async function storeProjection(
  projection: RecordingProjection,
  { repository, jobs }: { repository: RecordingRepository; jobs: RecordingJobs },
): Promise<void> {
  const { sessionId, endedAt } = projection;
  if (endedAt) await repository.endSession(sessionId, endedAt);
  await repository.save(projection);
  if (projection.state !== 'processing') return;
  const { recordingId } = projection;
  const stored = await repository.find(recordingId);
  // A retry or a cancellation since then is a host's decision: leave it.
  if (stored?.state !== 'processing') return;
  await jobs.enqueue('process-recording', { recordingId, revision: stored.revision });
}

/** Runs a write that may have been done before: what exists already is as good as written. */
export async function unlessStored(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict')) throw error;
  }
}
