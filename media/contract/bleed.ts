import { z } from 'zod';

const Stretches = z.array(z.object({ fromMs: z.number(), toMs: z.number() }));

/** What one microphone heard of somebody else. Ms since the recording's zero. */
export const Bleed = z.object({
  /** Whose microphone it is. */
  peerId: z.string(),
  /** Where it heard nothing of its own. */
  stretches: Stretches,
  /** Where its own person spoke, too. */
  beneath: Stretches.default([]),
});
export type Bleed = z.infer<typeof Bleed>;
