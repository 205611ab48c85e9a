import { z } from 'zod';

/** People who were sent out of a session, and may not come back. */

const Id = z.string().min(1).max(64);
const Empty = z.object({});

export const RemovalInfo = z.object({
  removalId: Id,
  displayName: z.string(),
  byName: z.string(),
  removedAt: z.iso.datetime(),
});
export type RemovalInfo = z.infer<typeof RemovalInfo>;

export const removalRequests = {
  'removals:read': {
    input: z.strictObject({}),
    output: z.object({ removals: z.array(RemovalInfo) }),
  },
  /** Out of the room, in all tabs, and not in again: this account or this device, in this session. */
  'person:remove': { input: z.strictObject({ peerId: Id }), output: Empty },
  /** Lets them in again. */
  'person:readmit': { input: z.strictObject({ removalId: Id }), output: Empty },
} as const;

export const removalNotices = {
  /** For hosts and moderators: all of them, newest last. */
  'removals:changed': z.object({ removals: z.array(RemovalInfo) }),
  /** The last thing a seat hears: its person was removed, or what let them in (a link, an account) works no longer. */
  'seat:ended': z.object({ problem: z.enum(['removed', 'gone']) }),
} as const;
