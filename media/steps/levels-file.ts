import { readFile, writeFile } from 'node:fs/promises';

/** Keeps levels, or gains: float32, little endian. */
export async function writeLevels(
  file: string,
  levels: Float32Array<ArrayBuffer>,
): Promise<void> {
  await writeFile(file, new Uint8Array(levels.buffer, levels.byteOffset, levels.byteLength));
}

export async function readLevels(file: string): Promise<Float32Array<ArrayBuffer>> {
  const bytes = await readFile(file);
  const levels = new Float32Array(Math.floor(bytes.length / 4));
  levels.forEach((_, index) => (levels[index] = bytes.readFloatLE(index * 4)));
  return levels;
}
