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
