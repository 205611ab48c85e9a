import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { framesPerSecond, gopFrames, segmentFrames } from '../../media/plan/frame-grid.ts';
import { ladder } from '../../media/plan/ladder.ts';
import { loudnessTarget } from '../../media/plan/loudness.ts';

const execute = promisify(execFile);
const quiet = ['-nostdin', '-v', 'error', '-y'];

/** What somebody would type: both voices mixed and levelled in one pass, as MP3 and AAC of the same rates as ours. */
export async function encodeAudioBare(
  takes: readonly RemuxedTake[],
  folder: string,
): Promise<void> {
  const voices = takes.filter(({ kind }) => kind === 'audio');
  const { lufs, truePeakDbtp } = loudnessTarget;
  const graph = `amix=inputs=${voices.length}:normalize=0,loudnorm=I=${lufs}:TP=${truePeakDbtp},aresample=48000,asplit=2[mp3][aac]`;
  // prettier-ignore
  await execute('ffmpeg', [
    ...quiet, ...voices.flatMap(({ file }) => ['-i', file]), '-filter_complex', graph,
    '-map', '[mp3]', '-c:a', 'libmp3lame', '-b:a', '128k', '-ac', '2', path.join(folder, 'bare.mp3'),
    '-map', '[aac]', '-c:a', 'aac', '-b:a', '128k', '-ac', '2', path.join(folder, 'bare.m4a'),
  ]);
}

/** Both faces side by side, encoded as our ladder is, straight into HLS in one pass. */
export async function encodeVideoBare(
  takes: readonly RemuxedTake[],
  folder: string,
): Promise<void> {
  const faces = takes.filter(({ kind }) => kind === 'video');
  const [{ width, height }] = ladder;
  const half = `scale=${width / 2}:-2,pad=${width / 2}:${height}:0:(oh-ih)/2,fps=${framesPerSecond}`;
  const graph = [
    ...faces.map((_, index) => `[${index}:v]${half}[face${index}]`),
    `${faces.map((_, index) => `[face${index}]`).join('')}hstack[both]`,
  ];
  const outputs = await ladderOutputs('both', path.join(folder, 'bare'));
  // prettier-ignore
  await execute('ffmpeg', [
    ...quiet, ...faces.flatMap(({ file }) => ['-i', file]),
    '-filter_complex', [...graph, ...outputs.graph].join(';'), ...outputs.args,
  ]);
}

/** Our ladder in HLS, below directories made here, of the picture that a filter graph calls `from`. */
export async function ladderOutputs(
  from: string,
  prefix: string,
): Promise<{ graph: string[]; args: string[] }> {
  await Promise.all(ladder.map(({ name }) => mkdir(`${prefix}-${name}`, { recursive: true })));
  // prettier-ignore
  const args = ladder.flatMap(({ name, maxBitrate }) => [
    '-map', `[out${name}]`, '-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high',
    '-crf', '23', '-maxrate', `${maxBitrate}`, '-bufsize', `${2 * maxBitrate}`, '-bf', '2',
    '-g', `${gopFrames}`, '-keyint_min', `${gopFrames}`, '-sc_threshold', '0', '-threads', '2',
    '-f', 'hls', '-hls_segment_type', 'fmp4', '-hls_time', `${segmentFrames / framesPerSecond}`,
    '-hls_playlist_type', 'vod', path.join(`${prefix}-${name}`, 'index.m3u8'),
  ]);
  const graph = [
    `[${from}]split=${ladder.length}${ladder.map(({ name }) => `[in${name}]`).join('')}`,
    ...ladder.map(
      (rung) => `[in${rung.name}]scale=${rung.width}:${rung.height}[out${rung.name}]`,
    ),
  ];
  return { graph, args };
}
