import { writeFile } from 'node:fs/promises';
import path from 'node:path';

export type WrittenSegment = {
  name: string;
  bytes: number;
  durationSeconds: number;
  /** The initialisation segment that it needs, beside it. */
  initName: string;
  /** The first after a seam. */
  isSeam: boolean;
};

/** The initialisation segment of a rendition's first form, second form and so on, from 0. */
export function initFile(form: number): string {
  return form === 0 ? 'init.mp4' : `init-${form + 1}.mp4`;
}

/** @param index from 0: gives it its name. */
export async function writeSegment(
  directory: string,
  index: number,
  bytes: Buffer,
  about: Pick<WrittenSegment, 'durationSeconds' | 'initName' | 'isSeam'>,
): Promise<WrittenSegment> {
  const name = `${`${index}`.padStart(5, '0')}.m4s`;
  await writeFile(path.join(directory, name), bytes);
  return { name, bytes: bytes.length, ...about };
}
