import { z } from 'zod';

/** What was to be deleted more than a day ago and still is not: for the owner, who can ask whoever runs the server. */
export const Upkeep = z.object({
  /** Deletions for good that do not come to their end. */
  purges: z.object({ count: z.int(), since: z.iso.datetime() }).optional(),
  /** Recordings whose time is over, and whose episode cannot be read back as it was published. Oldest first. */
  takes: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      since: z.iso.datetime(),
      /** The object that is not as it was published. Without: the store could not be read. */
      key: z.string().optional(),
    }),
  ),
});
export type Upkeep = z.infer<typeof Upkeep>;
