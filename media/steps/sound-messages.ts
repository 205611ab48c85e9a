import { z } from 'zod';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { Clips } from '../plan/clips.ts';
import type { Overheard } from '../plan/overheard.ts';
import type { HeardStem } from './heard-stems.ts';
import type { JoinedOutput } from './join-prepared.ts';

/** What the hub, or the pipeline, and the sound process tell each other. Both are made by the same code. */

export type SoundWork = {
  /** Where slices lie. */
  dir: string;
  /** For what is made of them. */
  outDir: string;
  /** Of the session: whole frames of the picture where clips follow. */
  durationMs: number;
  takes: readonly RemuxedTake[];
} & (
  | (Heard & {
      /** While the session is live: makes slices that end before this, asking before each piece of work. */
      do: 'prepare';
      untilMs: number;
    })
  /** After its end: makes what is missing, and joins all into files. */
  | (Heard & { do: 'join' })
  /** After its end: only finds whose microphones hear whom. */
  | { do: 'compare' }
);

type Heard = {
  /** What is heard around the session. They lie where slices lie. */
  clips: Clips;
  /** False: voices stay as they are. */
  clean: boolean;
};

export type SoundDone = {
  prepare: {
    slices: number;
    /** How far slices reach, on the session clock, and what is known of voices up to there. */
    heardMs: number;
    stems: HeardStem[];
    rendered: number;
  };
  join: JoinedOutput;
  compare: { peerId: string; overheard: Overheard[] }[];
};

export const ToSound = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('work'), work: z.custom<SoundWork>() }),
  z.strictObject({ type: z.literal('rooms'), areBusy: z.boolean() }),
  z.strictObject({ type: z.literal('go on') }),
]);
export type ToSound = z.infer<typeof ToSound>;

export const FromSound = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('may I go on') }),
  z.strictObject({ type: z.literal('done'), made: z.custom<SoundDone[keyof SoundDone]>() }),
  z.strictObject({ type: z.literal('failed'), reason: z.string() }),
]);
export type FromSound = z.infer<typeof FromSound>;
