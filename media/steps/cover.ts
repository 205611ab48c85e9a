import { writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { createPictures } from '../../server/platform/pictures.ts';
import type { StepTools } from '../jobs/step.ts';

/** Some players ignore, others refuse, a larger picture inside a file. */
const mostBytes = 512 * 1024;
const size = 1_400;
const qualities = [88, 75, 60, 40];
/** Covers were checked when they were uploaded: at most 3000 pixels a side. */
const pictures = createPictures(3_000 * 3_000);

/** The series' cover as a JPEG for the tag; undefined when there is none, or none that can be read. */
export async function fetchCover(
  coverKey: string | undefined,
  file: string,
  { store, log }: Pick<StepTools, 'store' | 'log'>,
): Promise<string | undefined> {
  const object = coverKey === undefined ? undefined : await store.read(coverKey);
  if (!object) return undefined;
  const original = await buffer(object.body);
  for (const quality of qualities) {
    const jpeg = await pictures.toJpeg(original, size, quality);
    if (!jpeg) break;
    if (jpeg.length > mostBytes) continue;
    await writeFile(file, jpeg);
    return file;
  }
  // An episode without a cover is better than none.
  log.warn({ coverKey }, 'cover cannot be used in files');
  return undefined;
}
