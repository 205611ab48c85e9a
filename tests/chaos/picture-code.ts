import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readIvf } from '../support/flash-media.ts';
import { packetiseVp8 } from '../support/rtp-sender.ts';
import { tenthMs } from './time-code.ts';

const execute = promisify(execFile);

/**
 * A picture that says what time it is, as the sound beside it does: each tenth of a second is eight fields, black or white,
 * above the same eight the other way round, so that no card and no other picture passes for one.
 */
const tenths = 256;
const framesPerTenth = 3;
export const codeFramesPerSecond = (1_000 / tenthMs) * framesPerTenth;
const width = 160;
const height = 90;
const bits = 8;
const field = { width: width / bits, height: 30 };
const [black, white, grey] = [24, 232, 128];

/** What is read of each frame: two columns a field, and rows in the middle of either line of fields. */
const read = { width: 2 * bits, height: 9, upper: 2, lower: 5 };
/** Where the fields lie, below the top of the picture. */
const upperTop = 10;

/** VP8 payloads of each frame, with a keyframe each third of a second; they play in a loop. */
export async function makePictureCode(): Promise<Buffer[][]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-picture-code-'));
  try {
    const frames: Buffer[] = [];
    for (let tenth = 0; tenth < tenths; tenth += 1) {
      const frame = Buffer.alloc(width * height, grey);
      for (let y = upperTop; y < upperTop + 2 * field.height; y += 1) {
        const isLower = y >= upperTop + field.height;
        for (let x = 0; x < width; x += 1) {
          const isSet = ((tenth >> Math.floor(x / field.width)) & 1) === 1;
          frame[y * width + x] = isSet === isLower ? black : white;
        }
      }
      for (let n = 0; n < framesPerTenth; n += 1) frames.push(frame);
    }
    const raw = path.join(folder, 'code.gray');
    const ivf = path.join(folder, 'code.ivf');
    await writeFile(raw, Buffer.concat(frames));
    // prettier-ignore
    await execute('ffmpeg', [
      '-nostdin', '-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${width}x${height}`,
      '-r', `${codeFramesPerSecond}`, '-i', raw, '-pix_fmt', 'yuv420p',
      '-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '400k', '-g', '10', '-auto-alt-ref', '0', ivf,
    ]);
    return packetiseVp8(readIvf(await readFile(ivf)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Which tenth each frame of a published picture shows; undefined where it shows none. */
export type SeenTenths = readonly (number | undefined)[];

/** Plays a picture to its end. */
export async function readPicture(input: string): Promise<SeenTenths> {
  // prettier-ignore
  const { stdout } = await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-i', input, '-map', '0:v:0',
    '-vf', `fps=${codeFramesPerSecond},scale=${read.width}:${read.height}:flags=area,format=gray`,
    '-f', 'rawvideo', 'pipe:1',
  ], { encoding: 'buffer', maxBuffer: 64 << 20 });
  const frameBytes = read.width * read.height;
  return Array.from({ length: stdout.length / frameBytes }, (_, n) =>
    readTenth(stdout.subarray(n * frameBytes, (n + 1) * frameBytes)),
  );
}

function readTenth(frame: Buffer): number | undefined {
  let tenth = 0;
  for (let bit = 0; bit < bits; bit += 1) {
    const at = (row: number): number =>
      ((frame[row * read.width + 2 * bit] ?? 0) +
        (frame[row * read.width + 2 * bit + 1] ?? 0)) /
      2;
    const difference = at(read.upper) - at(read.lower);
    if (Math.abs(difference) < (white - black) / 3) return undefined;
    if (difference > 0) tenth |= 1 << bit;
  }
  return tenth;
}

/** Whether this tenth is seen when it should be: at so many milliseconds. */
export function isSeen(seen: SeenTenths, tenth: number, atMs: number): boolean {
  const middle = Math.round(((atMs + tenthMs / 2) * codeFramesPerSecond) / 1_000);
  const wanted = ((tenth % tenths) + tenths) % tenths;
  return [middle - 1, middle, middle + 1].some((frame) => seen[frame] === wanted);
}
