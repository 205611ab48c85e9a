import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PublishedObject } from '../../media/contract/published-objects.ts';
import type { ObjectStore } from '../platform/object-store.ts';

/** How everything that is published of an episode was read back, whole, and compared with what was published. */
export const ReadBack = z.object({
  at: z.coerce.date(),
  objects: z.int(),
  bytes: z.int(),
  /** The first thing that was not as it was published. */
  problem: z
    .object({
      kind: z.enum([
        'missing',
        'different',
        'unlisted', // An earlier version published it, without saying what. Made again, it is listed.
      ]),
      key: z.string(),
    })
    .optional(),
});
export type ReadBack = z.infer<typeof ReadBack>;

type Published = {
  /** As it was published; undefined for what an earlier version made. */
  objects: readonly PublishedObject[] | undefined;
  /** Keys that the episode points to. */
  keys: readonly string[];
};

/**
 * Reads every published object to its last byte. Rises when the store is away: nothing is known then.
 */
export async function readBack(
  { objects, keys }: Published,
  { store, now, signal }: { store: Pick<ObjectStore, 'read'>; now: Date; signal: AbortSignal },
): Promise<ReadBack> {
  const found: ReadBack = { at: now, objects: 0, bytes: 0 };
  const listed = new Set(objects?.map(({ key }) => key));
  const unlisted = keys.find((key) => !listed.has(key));
  if (unlisted !== undefined) return { ...found, problem: { kind: 'unlisted', key: unlisted } };
  for (const { key, bytes, sha256 } of objects ?? []) {
    const read = await hashObject(key, store, signal);
    if (read?.bytes !== bytes || read.sha256 !== sha256) {
      return { ...found, problem: { kind: read ? 'different' : 'missing', key } };
    }
    found.objects += 1;
    found.bytes += bytes;
  }
  return found;
}

async function hashObject(
  key: string,
  store: Pick<ObjectStore, 'read'>,
  signal: AbortSignal,
): Promise<{ bytes: number; sha256: string } | undefined> {
  const object = await store.read(key);
  if (!object) return undefined;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of object.body as AsyncIterable<Buffer>) {
    // Leaving the loop closes the body.
    signal.throwIfAborted();
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
