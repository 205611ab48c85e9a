import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RenderedPart } from '../../media/steps/render-part.ts';
import { packageStep, type PackageOutput } from '../../media/steps/package.ts';
import { openStepTools } from './step-tools.ts';
import { makeBeeps } from './synthetic-takes.ts';

const execute = promisify(execFile);

export const seamedMs = 40_000;
/** Where the best rendition changes its form, in frames: one falls beside the grid of seconds and segments. */
export const seamFrames = [360, 603] as const;

/**
 * Forty seconds whose best rendition is encoded in another way for eight of them, as the step `package` makes them of
 * parts: it flashes white each second, when the sound beeps, and a counter moves.
 */
export async function makeSeamedProgramme(folder: string): Promise<PackageOutput> {
  const toolsFor = await openStepTools(folder);
  await mkdir(path.join(folder, 'parts'), { recursive: true });
  const bounds = [0, ...seamFrames, (seamedMs * 30) / 1_000];
  const parts: RenderedPart[] = [];
  for (const [index, startFrame] of bounds.slice(0, -1).entries()) {
    const frames = (bounds[index + 1] ?? 0) - startFrame;
    const file = (rung: string): string => path.join(folder, 'parts', `${index}-${rung}.mp4`);
    const files = { '720p': file('720p'), '360p': file('360p') };
    const form = index === 1 ? 'baseline' : 'high';
    await encode(files['720p'], { startFrame, frames, size: '1280x720', form });
    await encode(files['360p'], { startFrame, frames, size: '640x360', form: 'high' });
    parts.push({ startFrame, frames, files });
  }
  const audioFile = path.join(folder, 'audio.m4a');
  await makeBeeps(audioFile, seamedMs);
  const entries = [
    { startFrame: 0, endFrame: bounds.at(-1) ?? 0, layout: 'full' as const, slots: [] },
  ];
  return packageStep.run(
    {
      ...{ durationMs: seamedMs, entries, chapters: [], audioFile, language: 'id' },
      chunks: [{ index: 0, frames: bounds.at(-1) ?? 0, parts }],
    },
    await toolsFor('package'),
  );
}

type Encode = { startFrame: number; frames: number; size: string; form: string };

// prettier-ignore
async function encode(file: string, { startFrame, frames, size, form }: Encode): Promise<void> {
  const picture = [
    `testsrc2=s=${size}:r=30,trim=start_frame=${startFrame}:end_frame=${startFrame + frames}`,
    // A hair late, so that rounding never puts the first bright frame before its second.
    "drawbox=c=white:t=fill:enable='lt(mod(t+0.0001,1),0.1)',setpts=PTS-STARTPTS,format=yuv420p",
  ];
  await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', picture.join(','),
    '-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', form, '-crf', '30', '-g', '60', '-keyint_min', '60',
    '-sc_threshold', '0', '-bf', form === 'high' ? '2' : '0', '-flags', '+cgop', '-threads', '1',
    '-video_track_timescale', '90000', '-f', 'mp4', file,
  ]);
}
