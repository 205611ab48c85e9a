import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { Step } from '../jobs/step.ts';
import { noClips, type Clips } from '../plan/clips.ts';
import { fetchClips } from './fetch-clip.ts';
import type { JoinedOutput } from './join-prepared.ts';
import { makeSound } from './sound-in-child.ts';

export type SlicesInput = {
  /** Of the session: whole frames of the picture where clips follow. */
  durationMs: number;
  takes: readonly RemuxedTake[];
  /** Heard before and after the session. */
  clips?: Clips;
  /** Voices stay as they are. */
  clean?: false;
};

/** Where slices are made while their session is live. */
export const slicesDirOf = (work: string): string => path.join(work, 'slices');

/** Makes what is missing of the slices, and joins them to finished sound. Afterwards they are gone. */
export const slicesStep: Step<SlicesInput, JoinedOutput> = {
  // It does the work of this step; a row of its own would say nothing to hosts.
  name: 'mix',
  version: 3,
  async run({ clips = noClips, clean = true, ...input }, tools) {
    const dir = slicesDirOf(tools.files.work);
    await fetchClips(clips, { ...tools, workDir: dir });
    let output: JoinedOutput;
    try {
      const work = { do: 'join', dir, outDir: tools.workDir, clips, clean, ...input } as const;
      output = await makeSound(work, tools);
    } catch (error) {
      tools.signal.throwIfAborted();
      // Nothing that was only to be faster may keep an episode from being made.
      output = { prepared: null, because: 'unusable' };
      tools.log.warn({ err: error }, 'what was prepared of the sound is of no use');
    }
    if (!output.prepared) await rm(dir, { recursive: true, force: true });
    return output;
  },
};
