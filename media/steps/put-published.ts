import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { AppError } from '../../server/platform/app-error.ts';
import type { ObjectMeta } from '../../server/platform/object-store.ts';
import type { PublishedObject } from '../contract/published-objects.ts';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';
import type { StepTools } from '../jobs/step.ts';

/**
 * Publishes a file, and says exactly what was published, so that it can be read back later. Asks the store how much it
 * has: the feed's length must be true to the byte. The key tells of its content, so what is there as a whole is not
 * written again: people may be listening to it, and a run that is stopped takes back what it wrote.
 */
export async function putPublished(
  { key, file, meta }: { key: string; file: string; meta: ObjectMeta },
  { store, signal }: Pick<StepTools, 'store' | 'signal'>,
): Promise<PublishedObject> {
  const [{ size: bytes }, sha256] = await Promise.all([stat(file), hashFile(file)]);
  const there = await store.find(key);
  const isThere = there?.size === bytes;
  // The store may be on this disk.
  if (!isThere) await ffmpegSettings.gate.room(signal);
  const stored = isThere ? there : await store.put(key, { file }, meta, signal);
  if (stored.size !== bytes) {
    throw new AppError(
      'unavailable',
      `The object store kept ${stored.size} of ${bytes} bytes of ${key}.`,
    );
  }
  return { key, bytes, sha256 };
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  const content: AsyncIterable<Buffer> = createReadStream(file);
  for await (const bytes of content) hash.update(bytes);
  return hash.digest('hex');
}
