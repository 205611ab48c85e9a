import { z } from 'zod';
import { Source } from '../../server/protocol/words.ts';
import type { RemuxedRecording } from './remux-recording.ts';

/** What the pipeline and the remuxing process tell each other. */
export const ToRemuxer = z.strictObject({
  recordingsDir: z.string(),
  recordingId: z.string(),
  outDir: z.string(),
  sources: z.array(Source).readonly().optional(),
  withRefused: z.boolean(),
});
export type ToRemuxer = z.infer<typeof ToRemuxer>;

export const FromRemuxer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), fraction: z.number() }),
  /** Made by the same code one process away: its shape is known, and hours of events are much to check twice. */
  z.strictObject({ type: z.literal('done'), remuxed: z.custom<RemuxedRecording>() }),
  z.strictObject({ type: z.literal('failed'), reason: z.string() }),
]);
export type FromRemuxer = z.infer<typeof FromRemuxer>;
