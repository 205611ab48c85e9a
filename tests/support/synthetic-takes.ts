import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { MatroskaWriter } from '../../media/capture/matroska.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { aTake, breaksOf } from './a-take.ts';

const execute = promisify(execFile);

/** A stretch of a camera with one size. Between stretches nothing is sent. */
export type Piece = { fromSecond: number; toSecond: number; width: number; height: number };

type Camera = Pick<RemuxedTake, 'takeId' | 'peerId' | 'displayName'> & {
  source: 'camera' | 'screen';
  /** As ffmpeg names it. */
  colour: string;
  fps: number;
  pieces: readonly Piece[];
};

/**
 * A VP8 take as the remuxer leaves it, which shows a circle (so that a stretched picture is seen) and flashes white in
 * the first 100 ms of every second of the session.
 */
export async function makeCameraTake(directory: string, camera: Camera): Promise<RemuxedTake> {
  const { pieces, fps, colour, ...identity } = camera;
  const file = path.join(directory, `${camera.takeId}.mkv`);
  const [first] = pieces;
  if (!first) throw new Error('a camera needs a piece');
  const { width, height } = first;
  const writer = await MatroskaWriter.create(file, { codec: 'vp8', width, height });
  const timesMs: number[] = [];
  const keyframesMs: number[] = [];
  for (const piece of pieces) {
    const frames = await encodeVp8(directory, piece, { fps, colour });
    for (const [index, data] of frames.entries()) {
      const ms = Math.round(piece.fromSecond * 1_000 + (index * 1_000) / fps);
      // The first bit of a VP8 frame is 0 for a keyframe.
      const key = ((data[0] ?? 1) & 1) === 0;
      await writer.write(ms, key, data);
      timesMs.push(ms);
      if (key) keyframesMs.push(ms);
    }
  }
  await writer.close();
  return aTake({
    ...identity,
    file,
    firstMs: timesMs[0] ?? 0,
    lastMs: timesMs.at(-1) ?? 0,
    frames: timesMs.length,
    breaks: breaksOf(timesMs),
    keyframesMs,
    sizes: pieces.map((piece) => ({
      fromMs: piece.fromSecond * 1_000,
      width: piece.width,
      height: piece.height,
    })),
  });
}

async function encodeVp8(
  directory: string,
  { fromSecond, toSecond, width, height }: Piece,
  { fps, colour }: { fps: number; colour: string },
): Promise<Buffer[]> {
  const ivf = path.join(directory, 'piece.ivf');
  const radius = height / 3;
  const filters = [
    `color=${colour}:s=${width}x${height}:r=${fps},trim=end_frame=1`,
    // Drawn once and then repeated: geq is slow.
    `geq=lum='if(lt(hypot(X-${width / 2},Y-${height / 2}),${radius}),150,lum(X,Y))':cb='cb(X,Y)':cr='cr(X,Y)'`,
    `loop=loop=-1:size=1,trim=duration=${toSecond - fromSecond}`,
    // A hair late, so that rounding never puts the first bright frame before its second.
    `drawbox=c=white:t=fill:enable='lt(mod(t+${fromSecond}+0.0001,1),0.1)'`,
  ];
  // prettier-ignore
  await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', filters.join(','),
    '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-g', `${fps * 4}`, '-b:v', '300k',
    '-threads', '1', ivf,
  ]);
  return readIvf(await readFile(ivf));
}

/** Frames of an IVF file: a header of 32 bytes, then size, time and bytes of each. */
function readIvf(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 32; at + 12 <= bytes.length;) {
    const size = bytes.readUInt32LE(at);
    frames.push(bytes.subarray(at + 12, at + 12 + size));
    at += 12 + size;
  }
  return frames;
}

/** A mastered AAC file with 1 kHz in the first 100 ms of each second, as long as the session. */
export async function makeBeeps(file: string, durationMs: number): Promise<void> {
  const beep = "aevalsrc='0.4*sin(2*PI*1000*t)*lt(mod(t,1),0.1)':s=48000";
  // prettier-ignore
  await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `${beep}:d=${durationMs / 1_000}`,
    '-ac', '2', '-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart', file,
  ]);
}

/** An envelope file: -20 dBFS while somebody speaks, silence elsewhere. Seconds. */
export async function makeEnvelope(
  file: string,
  durationMs: number,
  speech: readonly [from: number, to: number][],
): Promise<void> {
  const levels = new Float32Array(Math.ceil(durationMs / 100)).fill(-80);
  for (const [from, to] of speech) levels.fill(-20, from * 10, to * 10);
  await writeFile(file, new Uint8Array(levels.buffer));
}
