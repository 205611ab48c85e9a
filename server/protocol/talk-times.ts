import { z } from 'zod';

/** Talk times: who has spoken for how long while the session was live, for the staff. In ms on the session clock. */
export const TalkTimes = z.object({
  /** From when on it was counted: 0, or when the hub was back after a restart. */
  sinceMs: z.int().nonnegative(),
  /** Whoever is here and has spoken. */
  people: z.array(
    z.object({
      peerId: z.string().min(1).max(64),
      spokenMs: z.int().nonnegative(),
      lastMs: z.int().nonnegative(),
    }),
  ),
});
export type TalkTimes = z.infer<typeof TalkTimes>;

export const talkTimeRequests = {
  'talk-times:read': { input: z.strictObject({}), output: TalkTimes },
} as const;

export const talkTimeNotices = {
  /** All of them, for hosts and moderators, at most every five seconds. */
  'talk-times:changed': TalkTimes,
} as const;
