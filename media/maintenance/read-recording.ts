import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../../server/platform/log.ts';
import type { RecordingHealth } from '../../server/protocol/recording-health.ts';
import { remuxRecording, type RemuxedRecording } from '../capture/remux-recording.ts';
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
 * person, and how well it all arrived. Needs ffmpeg, and neither database nor object store.
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
  const outDir = path.join(workDir, 'takes');
  const stemsDir = path.join(workDir, 'voices');
  await mkdir(stemsDir, { recursive: true });
  const half = (from: number) => (fraction: number) => onProgress((from + fraction) / 2);
  const remuxed = await remuxRecording({ files, outDir, signal, onProgress: half(0), log });
  const voices = await makeStems(remuxed, {
    ...{ workDir: stemsDir, signal, log, progress: half(1) },
  });
  const goneTakeIds = await readGone(files);
  const health = judgeRecording({ ...remuxed, goneTakeIds }, voices.stems);
  return { ...remuxed, voices, health };
}
