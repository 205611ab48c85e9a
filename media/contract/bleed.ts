import { z } from 'zod';

/** Where one microphone heard somebody else and none of its own. Ms since the recording's zero. */
export const Bleed = z.object({
  /** Whose microphone it is. */
  peerId: z.string(),
  stretches: z.array(z.object({ fromMs: z.number(), toMs: z.number() })),
});
export type Bleed = z.infer<typeof Bleed>;
