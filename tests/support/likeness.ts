import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Samples of the left channel, 48 kHz. */
export async function listen(file: string): Promise<Float32Array> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    ['-v', 'error', '-i', file, '-af', 'pan=mono|c0=c0', '-ar', '48000', '-f', 'f32le', '-'],
    { encoding: 'buffer', maxBuffer: 1 << 28 },
  );
  return new Float32Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.length / 4));
}

/** How far the difference of two sounds lies below the first, in dB. */
export function likeness(
  a: Float32Array,
  b: Float32Array,
  fromSeconds: number,
  seconds: number,
) {
  let [sound, difference] = [0, 0];
  const from = Math.round(fromSeconds * 48_000);
  for (let at = from; at < from + seconds * 48_000; at += 1) {
    sound += a[at]! ** 2;
    difference += (a[at]! - b[at]!) ** 2;
  }
  return 10 * Math.log10(sound / difference);
}
