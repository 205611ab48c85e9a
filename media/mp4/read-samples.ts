import { open } from 'node:fs/promises';
import type { Sample, Track } from './sample-table.ts';

/** Reads samples in decoding order, one at a time, so that a two-hour file needs no memory. */
export async function* readSamples(
  file: string,
  { samples }: Pick<Track, 'samples'>,
): AsyncGenerator<Sample & { bytes: Buffer }> {
  const handle = await open(file);
  try {
    for (const sample of samples) {
      const bytes = Buffer.alloc(sample.size);
      const { bytesRead } = await handle.read(bytes, 0, sample.size, sample.offset);
      if (bytesRead !== sample.size) throw new Error(`mp4: ${file} ends too early`);
      yield { ...sample, bytes };
    }
  } finally {
    await handle.close();
  }
}
