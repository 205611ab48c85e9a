import { open } from 'node:fs/promises';
import { completeInfo, infoFrameBytes } from '../plan/mp3-info.ts';

const id3HeaderBytes = 10;

/** Completes the Info tag of an MP3 whose sound ffmpeg has copied. */
export async function writeInfo(
  file: string,
  frames: number,
  durationMs: number,
): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const header = Buffer.alloc(id3HeaderBytes);
    await handle.read(header, 0, header.length, 0);
    // Seven bits a byte.
    const size = header.subarray(6).reduce((sum, byte) => sum * 128 + byte, 0);
    const at = header.toString('latin1', 0, 3) === 'ID3' ? id3HeaderBytes + size : 0;
    const frame = Buffer.alloc(infoFrameBytes);
    await handle.read(frame, 0, frame.length, at);
    const samples = Math.round(durationMs * 44.1);
    await handle.write(completeInfo(frame, frames, samples), 0, frame.length, at);
  } finally {
    await handle.close();
  }
}
