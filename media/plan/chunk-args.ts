import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { ChunkPart } from './chunk-plan.ts';
import {
  framesPerSecond,
  gopFrames,
  segmentFrames,
  toChunk,
  toFrame,
  toMs,
  videoTimescale,
} from './frame-grid.ts';
import type { Rung } from './ladder.ts';
import { canvas, zoomFit, type Fit } from './layout.ts';
import { encodedFrames, isStill, keyframesOf } from './part-forms.ts';
import type { VideoEncoder } from './video-encoders.ts';

/** Also part of every chunk's name: raise it when the same plan shall look different. */
export const chunkArgsVersion = 1;

/** Dark paper, behind everything. The cards' palette has the same. */
const paper = '0x171311';

export type ChunkPartFiles = {
  /** The whole canvas with transparent holes where the takes are: cards, frames and name tags. */
  overlay: string;
  /** One output for each rung, in the ladder's order. */
  outputs: readonly { rung: Rung; file: string }[];
  encoder: VideoEncoder;
};

/**
 * The ffmpeg command line for one part of a chunk: decodes each take once, composes once, encodes every rung. Holds no
 * text but file names of our own; what people wrote is in the overlay picture.
 */
export function chunkPartArgs(
  part: ChunkPart,
  takes: readonly RemuxedTake[],
  { overlay, outputs, encoder }: ChunkPartFiles,
): string[] {
  // Composed as large as the best that is made of it.
  const size = outputs[0]?.rung ?? canvas;
  const zoom = size.width / canvas.width;
  const shown = part.entry.slots.flatMap((slot) => {
    const take = takes.find(({ takeId }) => takeId === slot.picture?.takeId);
    return take && slot.picture ? [{ take, fit: zoomFit(slot.picture.fit, zoom) }] : [];
  });

  const chains = shown.map(({ take, fit }, index) =>
    takeChain(`[${index}:v]`, `[take${index}]`, part, seekFrame(take, part.startFrame), fit),
  );
  const layers = shown.map(
    ({ fit }, index) =>
      `[under${index}][take${index}]overlay=${fit.place.x}:${fit.place.y}:eof_action=repeat[under${index + 1}]`,
  );
  const rungs = outputs.map((_, index) => `[rung${index}]`);
  const still = isStill(part);
  // All that follows happens as often as there is something to lay over.
  const every = still ? `,select='eq(n,0)+not(mod(n+${part.offset},2))'` : '';
  const graph = [
    `color=${paper}:s=${size.width}x${size.height}:r=${framesPerSecond},format=yuv420p,trim=end_frame=${part.frames}${every}[under0]`,
    ...chains,
    ...layers,
    `[${shown.length}:v]scale=${size.width}:${size.height}:${studioColours},format=yuva420p[over]`,
    // Everything was composed in BT.601, which is what cameras send; one conversion at the end is the cheapest.
    `[under${shown.length}][over]overlay=0:0:eof_action=repeat,colormatrix=bt601:bt709,split=${outputs.length}${rungs.join('')}`,
    ...outputs.map(
      ({ rung }, index) =>
        `${rungs[index] ?? ''}scale=${rung.width}:${rung.height}:flags=bicubic,setsar=1,${encoder.pixels}[out${index}]`,
    ),
  ];

  // prettier-ignore
  return [
    ...encoder.device,
    ...shown.flatMap(({ take }) => [
      // A size change inside a take must not rebuild the graph: filters would forget where they are.
      '-reinit_filter', '0', '-copyts', '-noaccurate_seek',
      // Without it ffmpeg adds the file's first timestamp to the position.
      '-seek_timestamp', '1', '-ss', seconds(seekFrame(take, part.startFrame)),
      '-threads', '1', '-i', take.file,
    ]),
    '-i', overlay,
    '-filter_complex', graph.join(';'), '-filter_complex_threads', '2',
    ...outputs.flatMap(({ rung, file }, index) => [
      '-map', `[out${index}]`, ...encoderArgs(encoder, rung, part), file,
    ]),
  ];
}

/**
 * One take on the session's grid, cut to the part. The fixed size comes first, so that later filters never see a size
 * change. Times are absolute: after `fps` a timestamp is a frame number of the session.
 */
function takeChain(
  from: string,
  to: string,
  { startFrame, frames }: ChunkPart,
  firstFrame: number,
  { scaled, crop }: Fit,
): string {
  const cropped = crop.width !== scaled.width || crop.height !== scaled.height;
  return [
    `${from}scale=${scaled.width}:${scaled.height}:flags=bilinear:${studioColours}`,
    'setsar=1,format=yuv420p',
    ...(cropped ? [`crop=${crop.width}:${crop.height}:${crop.x}:${crop.y}`] : []),
    `fps=${framesPerSecond}:start_time=${seconds(firstFrame)}`,
    'tpad=stop=-1:stop_mode=clone',
    `trim=start_pts=${startFrame}:end_pts=${startFrame + frames}`,
    `setpts=PTS-${startFrame}${to}`,
  ].join(',');
}

const studioColours = 'out_color_matrix=bt601:out_range=tv';

/** The frame from which the take must be decoded to show `frame`: its keyframe at or before, or its very first. */
function seekFrame({ keyframesMs, firstMs }: RemuxedTake, frame: number): number {
  const keyframe = keyframesMs.map(toFrame).findLast((each) => each <= frame);
  // A part may begin before the take's first picture, which then stands still until it moves.
  return keyframe ?? Math.min(frame, toFrame(firstMs));
}

/** ffmpeg seeks earlier than it was asked to, by three frames of 23 a second, where pictures may be out of order. */
const seekSlackMs = 200;

/**
 * All that a part can decode of a take, in ms of the session: from the keyframe at which a seek may end, or the take's
 * first frame, to the part's own last frame.
 */
export function decodedStretch(
  take: RemuxedTake,
  { startFrame, frames, copied }: Shown,
): { fromMs: number; toMs: number } {
  const seekMs = toMs(seekFrame(take, startFrame)) - seekSlackMs;
  const keyframeMs = take.keyframesMs.findLast((each) => each <= seekMs);
  // Before its first picture that one stands still.
  const lastMs = Math.max(toMs(startFrame + frames - 1), take.firstMs);
  return {
    fromMs: keyframeMs ?? take.firstMs,
    // All pictures before the next keyframe are copied.
    toMs: Math.max(lastMs, copied?.untilMs ?? lastMs),
  };
}

type Shown = Pick<ChunkPart, 'startFrame' | 'frames' | 'copied'>;

/** Digests of what a part can decode of a take. */
export function digestsOf(take: RemuxedTake, part: Shown): string[] {
  const { fromMs, toMs: untilMs } = decodedStretch(take, part);
  const [from, to] = [toChunk(fromMs), toChunk(untilMs)];
  return take.chunkDigests
    .filter(({ chunk }) => chunk >= from && chunk <= to)
    .map(({ chunk, digest }) => `${chunk}:${digest}`);
}

// prettier-ignore
function encoderArgs(encoder: VideoEncoder, rung: Rung, part: ChunkPart): string[] {
  const rate = isStill(part) ? ['-fps_mode', 'vfr'] : ['-r', `${framesPerSecond}`];
  return [
    ...encoder.args(rung),
    '-g', `${part.copied ? segmentFrames : gopFrames}`, '-bf', '2',
    '-flags', '+cgop', '-force_key_frames', keyframesOf(part).map(toTime).join(','),
    '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv',
    '-frames:v', `${encodedFrames(part).length}`, ...rate, '-video_track_timescale', `${videoTimescale}`,
    '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact+cgop', '-f', 'mp4',
  ];
}

const toTime = (frame: number): string => (frame === 0 ? '0' : seconds(frame));

/** Decimals enough for microseconds: a third of one would round to the wrong frame after an hour. */
function seconds(frame: number): string {
  return (frame / framesPerSecond).toFixed(6);
}
