import { z } from 'zod';

/** One object that is published of an episode, as it was sent to the object store. */
export const PublishedObject = z.object({
  key: z.string(),
  bytes: z.int().nonnegative(),
  /** Hexadecimal. */
  sha256: z.string(),
});
export type PublishedObject = z.infer<typeof PublishedObject>;
