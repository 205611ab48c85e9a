import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readOgg } from '../support/flash-media.ts';
import { packetiseOpus } from '../support/rtp-sender.ts';

const execute = promisify(execFile);

/**
 * A sound that says what time it is: each tenth of a second is a pair of tones, and 256 pairs follow one another before
 * they begin anew. What is heard of it in an episode tells which tenths are there, and whether they are where they belong.
 */
export const tenthMs = 100;
const tenths = 256;
const lowHz = Array.from({ length: 16 }, (_, n) => 500 + 60 * n);
const highHz = Array.from({ length: 16 }, (_, n) => 1_700 + 100 * n);
const codeRate = 48_000;
const readRate = 16_000;
/** Below this a pair of tones is silence. */
const audible = 0.005;

const pairAt = (tenth: number): readonly [low: number, high: number] => {
  const n = ((tenth % tenths) + tenths) % tenths;
  return [n % 16, Math.floor(n / 16)];
};

/** Opus packets of 20 ms, one payload each; they play in a loop. */
export async function makeTimeCode(): Promise<Buffer[][]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-time-code-'));
  try {
    const samples = new Float32Array((tenths * tenthMs * codeRate) / 1_000);
    const perTenth = (codeRate * tenthMs) / 1_000;
    for (let at = 0; at < samples.length; at += 1) {
      const [low, high] = pairAt(Math.floor(at / perTenth));
      const seconds = at / codeRate;
      const within = (at % perTenth) / perTenth;
      // Faded at its edges: a click would be heard as every tone.
      const fade = Math.min(1, 20 * within, 20 * (1 - within));
      const wave =
        Math.sin(2 * Math.PI * (lowHz[low] ?? 0) * seconds) +
        Math.sin(2 * Math.PI * (highHz[high] ?? 0) * seconds);
      samples[at] = 0.25 * fade * wave;
    }
    const pcm = path.join(folder, 'code.f32');
    const ogg = path.join(folder, 'code.ogg');
    await writeFile(pcm, new Uint8Array(samples.buffer));
    // prettier-ignore
    await execute('ffmpeg', [
      '-nostdin', '-v', 'error', '-y', '-f', 'f32le', '-ar', `${codeRate}`, '-ac', '1', '-i', pcm,
      '-c:a', 'libopus', '-b:a', '64k', '-frame_duration', '20', '-page_duration', '20000', ogg,
    ]);
    return packetiseOpus(readOgg(await readFile(ogg))).slice(0, (tenths * tenthMs) / 20);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A whole file, decoded: its samples, and what ffmpeg complained about on the way. */
export type Played = { samples: Float32Array; complaints: string };

/** Plays a file to its end. */
export async function playToEnd(file: string): Promise<Played> {
  // prettier-ignore
  const ffmpeg = spawn('ffmpeg', [
    '-nostdin', '-v', 'warning', '-i', file, '-map', '0:a:0',
    '-ac', '1', '-ar', `${readRate}`, '-f', 'f32le', 'pipe:1',
  ]);
  const parts: Buffer[] = [];
  let complaints = '';
  ffmpeg.stdout.on('data', (part: Buffer) => parts.push(part));
  ffmpeg.stderr.on('data', (part: Buffer) => (complaints += part.toString()));
  await once(ffmpeg, 'close');
  const bytes = Uint8Array.from(Buffer.concat(parts));
  const samples = new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
  return { samples, complaints: complaints.trim() };
}

/** How long it plays, in milliseconds. */
export const lengthMs = ({ samples }: Played): number => (samples.length * 1_000) / readRate;

/** Whether this tenth is heard when it should be: at so many milliseconds. */
export function isHeard({ samples }: Played, tenth: number, atMs: number): boolean {
  // The middle of it, so that 20 ms of offset in either direction do not matter.
  const from = Math.round(((atMs + 20) * readRate) / 1_000);
  const window = samples.subarray(Math.max(0, from), from + (60 * readRate) / 1_000);
  if (from < 0 || window.length < (60 * readRate) / 1_000) return false;
  const [low, high] = pairAt(tenth);
  return isLoudest(window, lowHz, low) && isLoudest(window, highHz, high);
}

function isLoudest(window: Float32Array, tones: readonly number[], wanted: number): boolean {
  const levels = tones.map((hz) => levelOf(window, hz));
  const loudest = Math.max(...levels);
  return loudest > audible && levels[wanted] === loudest;
}

/** The amplitude of one tone, by Goertzel's recurrence under a Hann window. */
function levelOf(window: Float32Array, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / readRate);
  let [last, before] = [0, 0];
  window.forEach((sample, n) => {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (window.length - 1));
    [last, before] = [sample * hann + turn * last - before, last];
  });
  const power = last * last + before * before - turn * last * before;
  return (4 * Math.sqrt(Math.max(0, power))) / window.length;
}
