import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isThere } from '../../server/platform/is-there.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { StepTools } from '../jobs/step.ts';
import { measureArgs } from '../plan/audio-encode.ts';
import type { ClipToJoin } from '../plan/audio-mix.ts';
import type { Clip, Clips } from '../plan/clips.ts';
import { parseLoudness } from '../plan/loudness.ts';
import { master } from './master.ts';
import { writeWhole } from './write-whole.ts';

/** Where a clip lies, as it came: its key stands for what it is. */
const originalOf = ({ key }: Clip, workDir: string): string =>
  path.join(
    workDir,
    `clip-${createHash('sha256').update(key).digest('hex').slice(0, 16)}.flac`,
  );

type FetchTools = Pick<StepTools, 'workDir' | 'store' | 'signal'>;

/** Brings clips from the object store, but for what lies there. */
export async function fetchClips({ before, after }: Clips, tools: FetchTools): Promise<void> {
  for (const clip of [...before, ...after]) await fetchClip(clip, tools);
}

async function fetchClip(clip: Clip, { workDir, store, signal }: FetchTools): Promise<void> {
  const file = originalOf(clip, workDir);
  if (await isThere(file)) return;
  await writeWhole(file, async (temporary) => {
    const object = await store.read(clip.key);
    // Not waited for, as for what is away: it does not come back.
    if (!object) throw new Error(`The object store has lost ${clip.key}.`);
    await pipeline(object.body, createWriteStream(temporary), { signal });
  });
}

/** Makes a clip that was fetched as loud as the programme. */
export async function levelClip(
  clip: Clip,
  {
    workDir,
    signal,
    log,
    isIdle = false,
  }: Pick<StepTools, 'workDir' | 'signal' | 'log'> & { isIdle?: boolean },
): Promise<ClipToJoin> {
  const { durationMs } = clip;
  const original = originalOf(clip, workDir);
  const file = original.replace(/\.flac$/, '-level.flac');
  const run = { args: measureArgs(original), signal, log, isIdle };
  const measured = parseLoudness((await runFfmpeg(run)).stderr);
  // A clip is short: its share of the step is not worth telling.
  const quiet = { signal, log, isIdle, progress: () => undefined };
  await master(original, measured, { file, durationMs, share: [0, 1] }, quiet);
  return { file, durationMs };
}
