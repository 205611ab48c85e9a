import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../../server/platform/log.ts';
import { AppError } from '../../server/platform/app-error.ts';
import {
  emptyHealth,
  tellDamage,
  type RecordingHealth,
} from '../../server/protocol/recording-health.ts';
import { remuxRecording, type RemuxedRecording } from '../capture/remux-recording.ts';
import { ownerOf, tellStory } from '../capture/session-story.ts';
import { findDamage } from '../capture/timeline-damage.ts';
import { readTimeline } from '../capture/timeline-log.ts';
import { listUnwritten } from '../capture/unwritten-takes.ts';
import { whyNothing } from '../capture/why-nothing.ts';
import type { recordingFiles } from '../contract/recording-files.ts';
import { judgeRecording } from '../plan/recording-health.ts';
import { readGone } from '../steps/erase-recorded.ts';
import { makeStems, type StemsOutput } from '../steps/stems.ts';

export type ReadRecording = RemuxedRecording & {
  /** One sound per person, as long as the session. */
  voices: StemsOutput;
  health: RecordingHealth;
};

/**
 * Makes of a recording's takes what the pipeline would, from nothing but its folder: files on one clock, one sound per
 * person, and how well it all arrived. Needs ffmpeg, and neither database nor object store. Throws `not-found` where there
 * is no timeline, or one that ends before anything was recorded.
 * @param workDir gets the files; what an earlier reading finished there is kept.
 */
export async function readRecording({
  files,
  workDir,
  signal,
  onProgress,
  log,
}: {
  files: ReturnType<typeof recordingFiles>;
  workDir: string;
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress: (fraction: number) => void;
  log: Logger;
}): Promise<ReadRecording> {
  await requireRecorded(files.timeline);
  const outDir = path.join(workDir, 'takes');
  const stemsDir = path.join(workDir, 'voices');
  await mkdir(stemsDir, { recursive: true });
  const half = (from: number) => (fraction: number) => onProgress((from + fraction) / 2);
  const remuxed = await remuxRecording({ files, outDir, signal, onProgress: half(0), log });
  const voices = await makeStems(remuxed, {
    ...{ workDir: stemsDir, signal, log, progress: half(1) },
  });
  const goneTakeIds = await readGone(files);
  const { events, takes, durationMs, shedTakeIds } = remuxed;
  const isNothing = takes.length === 0 || durationMs <= 0;
  const judged = isNothing
    ? emptyHealth(whyNothing(events, { isShed: shedTakeIds.length > 0, goneTakeIds }))
    : judgeRecording(
        { ...remuxed, goneTakeIds, unwrittenTakeIds: await listUnwritten(files, events) },
        voices.stems,
      );
  const health = tellDamage(judged, await findDamage(files, goneTakeIds));
  return { ...remuxed, voices, health };
}

/** A hub that dies while a session goes live leaves a timeline that tells of nothing. */
async function requireRecorded(timeline: string): Promise<void> {
  const { events } = await readTimeline(timeline).catch(() => {
    throw new AppError('not-found', 'There is no such recording here.');
  });
  if (ownerOf(events) && tellStory(events).zeroUs !== undefined) return;
  throw new AppError('not-found', 'Its timeline ends before anything was recorded.');
}
