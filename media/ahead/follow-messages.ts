import { z } from 'zod';
import type { FollowedRecording } from '../capture/follow-recording.ts';
import type { Chunk } from '../plan/chunk-plan.ts';
import type { PlannedAhead } from './plan-ahead.ts';

/** What the preparer and the process that follows a recording for it tell each other. Both are made by the same code. */

export type Followed = Pick<FollowedRecording, 'settledMs' | 'takes'>;

export type FollowWork = { do: 'advance' } | ({ do: 'plan' } & PlannedAhead);
export type FollowDone = { advance: Followed | null; plan: Chunk[] };

export const ToFollower = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('follow'),
    recordingsDir: z.string(),
    recordingId: z.string(),
    outDir: z.string(),
  }),
  z.strictObject({ type: z.literal('work'), work: z.custom<FollowWork>() }),
]);
export type ToFollower = z.infer<typeof ToFollower>;

export const FromFollower = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('reading') }),
  z.strictObject({ type: z.literal('done'), made: z.custom<FollowDone[keyof FollowDone]>() }),
  z.strictObject({ type: z.literal('failed'), reason: z.string() }),
]);
export type FromFollower = z.infer<typeof FromFollower>;
