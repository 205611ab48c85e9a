import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { commandLineOf } from './processes.ts';

const execute = promisify(execFile);

/** Packets of the picture in decoding order. Times in ticks of 1/90000 s. */
export async function videoPackets(input: string): Promise<{ pts: number; key: boolean }[]> {
  // prettier-ignore
  const { stdout } = await execute('ffprobe', [
    '-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts,flags', '-of', 'csv=p=0', input,
  ], { maxBuffer: 64 << 20 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','))
    .map(([pts, flags]) => ({ pts: Number(pts), key: flags?.startsWith('K') === true }));
}

/** Starts of beeps in seconds, after at least 0.3 s of silence. */
export async function beepOnsets(input: string): Promise<number[]> {
  // prettier-ignore
  const { stderr } = await execute('ffmpeg', [
    '-nostdin', '-hide_banner', '-i', input, '-map', '0:a:0',
    '-af', 'silencedetect=noise=-25dB:d=0.3', '-f', 'null', '-',
  ]);
  return [...stderr.matchAll(/silence_end: ([\d.]+)/g)].map(([, time]) => Number(time));
}

/** The mean colour of 8 by 8 pixels around a point, as red, green, blue. */
export async function colourAt(
  input: string,
  seconds: number,
  { x, y }: { x: number; y: number },
): Promise<number[]> {
  // prettier-ignore
  const { stdout } = await execute('ffmpeg', [
    // After the input: ffmpeg 5.1 loses its place when it seeks in fragmented HLS, its own included.
    '-nostdin', '-v', 'error', '-i', input, '-ss', `${seconds}`, '-frames:v', '1',
    '-vf', `crop=8:8:${x - 4}:${y - 4},format=gbrp,scale=1:1:flags=area`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-',
  ], { encoding: 'buffer' });
  return [...stdout];
}

/** Differences that encoding makes, between a colour and what becomes of it. */
const sameColour = 24;

/**
 * When a point of the picture takes on a colour like "#8A1C2B" and keeps it for five seconds, in seconds from the first
 * picture, to a thirtieth; NaN where it never does.
 */
export async function colourSince(
  input: string,
  { x, y }: { x: number; y: number },
  hex: string,
): Promise<number> {
  // prettier-ignore
  const { stdout } = await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-i', input, '-map', '0:v:0',
    '-vf', `fps=30,crop=8:8:${x - 4}:${y - 4},format=gbrp,scale=1:1:flags=area`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-',
  ], { encoding: 'buffer', maxBuffer: 64 << 20 });
  const isThere = Array.from({ length: stdout.length / 3 }, (_, n) =>
    colourDistance([...stdout.subarray(3 * n, 3 * n + 3)], hex) <= sameColour ? 'x' : '.',
  ).join('');
  const frame = isThere.indexOf('x'.repeat(5 * 30));
  return frame < 0 ? Number.NaN : frame / 30;
}

/** The largest difference between a measured colour and one like "#8A1C2B". */
export function colourDistance(measured: readonly number[], hex: string): number {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return Math.max(...wanted.map((value, index) => Math.abs(value - (measured[index] ?? 999))));
}

/** Process ids of running ffmpegs whose command line mentions `text`. */
export const findFfmpegs = (text: string): Promise<number[]> =>
  findProcesses(({ program, line }) => program.endsWith('ffmpeg') && line.includes(text));

/** Running processes by their command line, words in which are parted by NUL. */
export async function findProcesses(
  isOne: (command: { program: string; line: string }) => boolean,
): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  return pids.filter((pid) => {
    const line = commandLineOf(pid);
    const [program = ''] = line.split('\0');
    return isOne({ program, line });
  });
}
