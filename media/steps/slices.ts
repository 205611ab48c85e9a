import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { RecordingHealth } from '../../server/protocol/recording-health.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { Step } from '../jobs/step.ts';
import type { PreparedSound } from './join-prepared.ts';
import { makeSound } from './sound-in-child.ts';

export type SlicesInput = { durationMs: number; takes: readonly RemuxedTake[] };

export type SlicesOutput = {
  /** Null where too little was prepared, or it does not come out as promised: then the whole is made at once. */
  prepared: PreparedSound | null;
  /** Why not, for whoever waited longer for their podcast. */
  because?: NonNullable<RecordingHealth['madeWhole']>;
};

/** Where slices are made while their session is live. */
export const slicesDirOf = (work: string): string => path.join(work, 'slices');

/** Makes what is missing of the slices, and joins them to finished sound. Afterwards they are gone. */
export const slicesStep: Step<SlicesInput, SlicesOutput> = {
  // It does the work of this step; a row of its own would say nothing to hosts.
  name: 'mix',
  version: 3,
  async run(input, tools) {
    const dir = slicesDirOf(tools.files.work);
    let because: NonNullable<SlicesOutput['because']> = 'too-little';
    try {
      const work = { do: 'join', dir, outDir: tools.workDir, ...input } as const;
      const prepared = await makeSound(work, tools);
      if (prepared) return { prepared };
    } catch (error) {
      tools.signal.throwIfAborted();
      // Nothing that was only to be faster may keep an episode from being made.
      because = 'unusable';
      tools.log.warn({ err: error }, 'what was prepared of the sound is of no use');
    }
    await rm(dir, { recursive: true, force: true });
    return { prepared: null, because };
  },
};
