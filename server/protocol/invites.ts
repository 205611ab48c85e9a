import { z } from 'zod';

/** Bringing people on stage and back to the audience, without anyone leaving the room. */

const Id = z.string().min(1).max(64);
const Empty = z.object({});

export const inviteRequests = {
  /** Asks someone up: a raised hand, or anyone in the room. */
  'stage:invite': { input: z.strictObject({ peerId: Id }), output: Empty },
  /** Having said yes, one stands as a speaker, and may enter the stage, until one leaves it or is sent back. */
  'stage:answer-invite': { input: z.strictObject({ accepts: z.boolean() }), output: Empty },
  /** Back to the audience: ends an invite, what is sent, and the leave to send. */
  'stage:send-back': { input: z.strictObject({ peerId: Id }), output: Empty },
} as const;

export const inviteNotices = {
  /** For hosts and moderators: somebody would rather not. */
  'invite:declined': z.object({ peerId: Id, displayName: z.string() }),
  /** For whoever was sent back. */
  'stage:left': z.object({ byName: z.string() }),
} as const;
