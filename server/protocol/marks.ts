import { z } from 'zod';
import { heldMsMax } from './questions.ts';
import { line } from './words.ts';

/** Marks: titled moments of a session, dropped by the staff. Each becomes a chapter of the episode. */

const Id = z.string().min(1).max(64);
const Empty = z.object({});

/** As long as a chapter's title may be, in characters; and how many one session may have. */
export const markLimits = { title: 120, marks: 200 } as const;
const title = line(markLimits.title);

export const Mark = z.object({
  markId: Id,
  title: z.string(),
  /** Milliseconds since going live. */
  atMs: z.int().nonnegative(),
});
export type Mark = z.infer<typeof Mark>;

export const markRequests = {
  /** In the order of their times. */
  'marks:read': { input: z.strictObject({}), output: z.object({ marks: z.array(Mark) }) },
  /**
   * The moment of asking, or so many milliseconds before: it waited at the client. The id is the client's own (a UUID):
   * asking again with it marks once. `too-many` beyond the limit.
   */
  'mark:add': {
    input: z.strictObject({
      markId: z.uuid(),
      title,
      heldMs: z.int().min(0).max(heldMsMax).default(0),
    }),
    output: Mark,
  },
  'mark:rename': { input: z.strictObject({ markId: Id, title }), output: Mark },
  /** Removing what is not there (any more) changes nothing. */
  'mark:remove': { input: z.strictObject({ markId: Id }), output: Empty },
} as const;

export const markNotices = {
  /** All of them, for hosts and moderators. */
  'marks:changed': z.object({ marks: z.array(Mark) }),
} as const;
