import { z } from 'zod';

/** `disk-full`, `disk-low`: no room. `disk-slow`: memory is filling up. `disk-error`: anything else from the disk. */
export const RecorderTrouble = z.enum(['disk-full', 'disk-low', 'disk-slow', 'disk-error']);
export type RecorderTrouble = z.infer<typeof RecorderTrouble>;

/**
 * What the hub is without for now. The recording goes on; what needs it waits. `store-refuses`: the object store answers,
 * and takes no copy of what is on air.
 */
export const Outage = z.enum(['database-away', 'store-away', 'store-refuses']);
export type Outage = z.infer<typeof Outage>;

/** It has come to its end, though its session is live; it is not taken up again. */
const isOver = 'recording-over';
/** Another hub has its recording, or had it when it was lost: nothing said here comes into the episode. */
const isElsewhere = 'recorded-elsewhere';

/** Per person on stage: whether sound and picture are arriving on disk, as the recorder counts them. */
export const RecordingProof = z.object({
  state: z.enum(['off', 'on', 'degraded']),
  /** Why pictures or sound may be missing from it, and what is away. Empty where all is well, and for the audience. */
  troubles: z.array(
    z.enum([...RecorderTrouble.options, ...Outage.options, isOver, isElsewhere]),
  ),
  startedAt: z.iso.datetime().optional(),
  people: z.array(
    z.object({
      peerId: z.string().min(1).max(64),
      /** `arriving`: bytes in the last 3 s; `silent`: paused or muted; `missing`: expected and not there. */
      audio: z.enum(['arriving', 'silent', 'missing', 'none', 'not-consented']),
      video: z.enum(['arriving', 'silent', 'missing', 'none', 'not-consented']),
      bytes: z.number(),
    }),
  ),
});
export type RecordingProof = z.infer<typeof RecordingProof>;
