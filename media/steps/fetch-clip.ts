import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { StepTools } from '../jobs/step.ts';
import { measureArgs } from '../plan/audio-encode.ts';
import type { Clip } from '../plan/clips.ts';
import { parseLoudness } from '../plan/loudness.ts';
import { master } from './master.ts';
import { writeWhole } from './write-whole.ts';

export type FetchedClip = { file: string; durationMs: number };

/** Brings a clip from the object store, made as loud as the programme. */
export async function fetchClip(
  { key, durationMs }: Clip,
  { workDir, store, signal, log }: StepTools,
): Promise<FetchedClip> {
  const name = createHash('sha256').update(key).digest('hex').slice(0, 16);
  const original = path.join(workDir, `clip-${name}.flac`);
  const file = path.join(workDir, `clip-${name}-level.flac`);
  await writeWhole(original, async (temporary) => {
    const object = await store.read(key);
    // Not waited for, as for what is away: it does not come back.
    if (!object) throw new Error(`The object store has lost ${key}.`);
    await pipeline(object.body, createWriteStream(temporary), { signal });
  });
  const args = measureArgs(original);
  const measured = parseLoudness((await runFfmpeg({ args, signal, log })).stderr);
  // A clip is short: its share of the step is not worth telling.
  const quiet = { signal, log, progress: () => undefined };
  await master(original, measured, { file, durationMs, share: [0, 1] }, quiet);
  return { file, durationMs };
}
