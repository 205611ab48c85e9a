import { z } from 'zod';
import { Source } from './words.ts';

/** What hosts and moderators do to what others send. */

const Id = z.string().min(1).max(64);
const Empty = z.object({});

/** What can be stopped; a screen goes with its sound. */
export const StoppableSource = z.enum(['microphone', 'camera', 'screen']);
export type StoppableSource = z.infer<typeof StoppableSource>;

export const orderRequests = {
  /** Mutes, or ends a picture. The person may switch it on again; whoever should not is sent back. */
  'stage:stop': {
    input: z.strictObject({ peerId: Id, source: StoppableSource }),
    output: Empty,
  },
  /** Every microphone but one's own, and, for a moderator, but the hosts'. */
  'stage:mute-all': { input: z.strictObject({}), output: z.object({ muted: z.int() }) },
} as const;

export const orderNotices = {
  /** For whoever sent it: what was stopped, and by whom. */
  'stage:stopped': z.object({ source: Source, byName: z.string() }),
} as const;
