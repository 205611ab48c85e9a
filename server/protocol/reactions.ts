import { z } from 'zod';

/** What one can say without words: to a message, where it stays, or to the stage, for a moment. */
export const ReactionKind = z.enum([
  'applause',
  'heart',
  'thumbs-up',
  'laugh',
  'thinking',
  'sad',
]);
export type ReactionKind = z.infer<typeof ReactionKind>;

export const reactionRequests = {
  /** To the stage. */
  'reaction:send': { input: z.strictObject({ kind: ReactionKind }), output: z.object({}) },
} as const;

export const reactionNotices = {
  /** How many came since the last such notice, at most twice a second. Worthless when late. */
  'reactions:counted': z.object({ counts: z.partialRecord(ReactionKind, z.int()) }),
} as const;
