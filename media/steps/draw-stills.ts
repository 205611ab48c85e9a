import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { StepTools } from '../jobs/step.ts';
import type { EditEntry } from '../plan/edit-list.ts';
import { framesPerSecond, videoTimescale } from '../plan/frame-grid.ts';
import { ladder } from '../plan/ladder.ts';
import { thumbnail, thumbnailIntervalSeconds } from '../plan/thumbnails.ts';
import type { ChunksOutput } from './chunks.ts';

/** Between the pictures that a player shows while someone drags along the programme. */
export const iFrameSeconds = 1;

/** JPEG knows no BT.709: without this, skin turns a little green. */
const jpegColours = 'out_color_matrix=bt601:out_range=pc,format=yuvj420p';

type Tools = Pick<StepTools, 'workDir' | 'signal' | 'log'>;
type Scrubbing = {
  durationMs: number;
  /** Where the sheets go. */
  directory: string;
  /** The smallest rendition. */
  playlist: string;
  onProgress: (fraction: number) => void;
};

/**
 * One pass over the smallest rendition: an all-intra encode for I-frames, and sheets of thumbnails. Pictures between two
 * others that need them (B) are not decoded: each picture is up to 0.1 s old, and it takes half the CPU.
 */
export async function drawScrubbing(
  { durationMs, directory, playlist, onProgress }: Scrubbing,
  { workDir, signal, log }: Tools,
): Promise<{ iFramesFile: string; intervalSeconds: number }> {
  const intervalSeconds = thumbnailIntervalSeconds(durationMs);
  const iFramesFile = path.join(workDir, 'iframes.mp4');
  const { width, height, columns, rows } = thumbnail;
  const graph = [
    '[0:v]split=2[a][b]',
    // round=up: the picture of second n is the one on screen at second n, not half a second later.
    `[a]fps=1/${iFrameSeconds}:round=up,setsar=1[intra]`,
    `[b]fps=1/${intervalSeconds}:round=up,scale=${width}:${height}:${jpegColours},tile=${columns}x${rows}[sheets]`,
  ];
  // prettier-ignore
  const args = [
    '-threads', '2', '-skip_frame', 'bidir', '-i', playlist,
    '-filter_complex', graph.join(';'),
    '-map', '[intra]', '-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p',
    '-g', '1', '-bf', '0', '-crf', '30', '-maxrate', '300k', '-bufsize', '600k', '-threads', '1',
    '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv',
    '-video_track_timescale', `${videoTimescale}`, '-map_metadata', '-1', '-fflags', '+bitexact', iFramesFile,
    '-map', '[sheets]', '-q:v', '5', '-f', 'image2', path.join(directory, 'thumbnails-%03d.jpg'),
  ];
  await runFfmpeg({ args, durationMs, onProgress, signal, log });
  return { iFramesFile, intervalSeconds };
}

type Poster = {
  directory: string;
  entries: readonly EditEntry[];
  chunks: ChunksOutput['chunks'];
};

/** How far into a composition one is likely to see an open pair of eyes. Frames. */
const settledFrames = 2 * framesPerSecond;
const posterCandidates = 3;

/** Of a few early moments with someone to see, the one with the most to see in it: the largest JPEG. */
export async function drawPoster(
  { directory, entries, chunks }: Poster,
  { workDir, signal, log }: Tools,
): Promise<void> {
  const drafts = path.join(workDir, 'posters');
  await rm(drafts, { recursive: true, force: true });
  await mkdir(drafts, { recursive: true });
  const moments = choosePosterMoments(entries).flatMap((frame) => {
    const found = findPart(chunks, frame);
    return found ? [found] : [];
  });
  for (const [index, { file, offset }] of moments.entries()) {
    // prettier-ignore
    const args = [
      '-ss', (offset / framesPerSecond).toFixed(3), '-i', file, '-frames:v', '1',
      '-vf', `scale=${jpegColours}`, '-q:v', '3', '-update', '1', '-f', 'image2', path.join(drafts, `${index}.jpg`),
    ];
    await runFfmpeg({ args, signal, log });
  }
  const drawn = await Promise.all(
    (await readdir(drafts)).map(async (name) => {
      const file = path.join(drafts, name);
      return { file, bytes: (await stat(file)).size };
    }),
  );
  const best = drawn.toSorted((a, b) => b.bytes - a.bytes)[0];
  if (!best) throw new Error('no moment for a poster');
  await rename(best.file, path.join(directory, 'poster.jpg'));
}

/** Frames of the session, from the compositions with fewest cards; the title card's, where there is nothing else. */
export function choosePosterMoments(entries: readonly EditEntry[]): number[] {
  const cards = ({ slots, question }: EditEntry): number =>
    slots.filter(({ picture, slide }) => !picture && !slide).length +
    (question === undefined ? 0 : 1);
  const shown = entries.filter(({ slots }) =>
    slots.some(({ picture, slide }) => picture ?? slide),
  );
  const fewest = Math.min(...shown.map(cards));
  const best = shown.filter((entry) => cards(entry) === fewest);
  return (best.length > 0 ? best : entries)
    .slice(0, posterCandidates)
    .map(({ startFrame, endFrame }) =>
      Math.min(startFrame + settledFrames, Math.floor((startFrame + endFrame) / 2)),
    );
}

/** The best picture of a frame: which file it is in, and how many frames from its start. */
function findPart(
  chunks: ChunksOutput['chunks'],
  frame: number,
): { file: string; offset: number } | undefined {
  const part = chunks
    .flatMap(({ parts }) => parts)
    .find(({ startFrame, frames }) => startFrame <= frame && frame < startFrame + frames);
  const file = part?.files[ladder[0].name];
  return part && file ? { file, offset: frame - part.startFrame } : undefined;
}
