import { z } from 'zod';

/** Whether people hear: who does not says so, and staff see it beside the name. */

const Empty = z.object({});

export const hearingRequests = {
  /** That one hears nothing, or that one hears now. */
  'hearing:report': { input: z.strictObject({ hears: z.boolean() }), output: Empty },
  /** Staff have helped, or know that it is well: the mark is taken off. */
  'hearing:clear': {
    input: z.strictObject({ peerId: z.string().min(1).max(64) }),
    output: Empty,
  },
} as const;
