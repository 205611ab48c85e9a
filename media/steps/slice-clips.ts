import { createHash } from 'node:crypto';
import path from 'node:path';
import type { InLane } from '../ffmpeg/create-lanes.ts';
import { joinArgs, type ClipToJoin } from '../plan/audio-mix.ts';
import { framesOf, type Clip, type Clips } from '../plan/clips.ts';
import { toMs } from '../plan/frame-grid.ts';
import type { SoundSlice } from '../plan/sound-grid.ts';
import { levelClip } from './fetch-clip.ts';
import { findKept, keep } from './kept.ts';
import { renderMeasured } from './master.ts';
import type { SliceTools } from './slice-stems.ts';

/** Raise it when the same clips would now sound different. */
const version = 1;

/** All clips on one side of the session, as one sound that is as loud as the podcast. */
export type JoinedClips = { key: string; file: string; durationMs: number };
export type ClipsAround = { before?: JoinedClips; after?: JoinedClips };

/** Makes what slices need of clips that were fetched, unless it lies there. */
export async function joinClips(
  { before, after }: Clips,
  inLane: InLane,
  tools: Omit<SliceTools, 'inLane'>,
): Promise<ClipsAround> {
  const make = (clips: readonly Clip[]): Promise<JoinedClips> =>
    inLane(() => joinSide(clips, tools));
  return {
    ...(before.length > 0 ? { before: await make(before) } : {}),
    ...(after.length > 0 ? { after: await make(after) } : {}),
  };
}

async function joinSide(
  clips: readonly Clip[],
  tools: Omit<SliceTools, 'inLane'>,
): Promise<JoinedClips> {
  const key = createHash('sha256')
    .update(JSON.stringify([version, clips.map((clip) => [clip.key, clip.durationMs])]))
    .digest('hex')
    .slice(0, 24);
  const base = path.join(tools.workDir, `around-${key}`);
  const joined = { key, file: `${base}.flac`, durationMs: toMs(framesOf(clips)) };
  if (await findKept(`${base}.json`, [joined.file])) return joined;
  const before: ClipToJoin[] = [];
  for (const clip of clips) before.push(await levelClip(clip, tools));
  const { file, durationMs } = joined;
  const quiet = { ...tools, progress: () => undefined };
  await renderMeasured({ file, durationMs, share: [0, 1] }, quiet, (draft) =>
    joinArgs({ before, after: [], file: draft }),
  );
  await keep(`${base}.json`, joined);
  return joined;
}

/** What of the clips is in a slice. */
export const clipsIn = (
  { encoded, rendered }: SoundSlice,
  { before, after }: ClipsAround,
): ClipsAround => ({
  ...(before && encoded.fromMs < rendered.fromMs ? { before } : {}),
  ...(after && encoded.toMs > rendered.toMs ? { after } : {}),
});
