import path from 'node:path';
import { toEnvelope } from '../plan/levels.ts';
import { writeLevels } from './levels-file.ts';
import type { HeardPerson } from './hear-slices.ts';
import type { Stem } from './stems.ts';

/** What slices tell of a microphone, as its stem would. */
export type HeardStem = Pick<Stem, 'peerId' | 'takeIds' | 'envelope' | 'loudnessLufs'>;

/** Keeps everybody's envelope in `directory`. */
export function keepEnvelopes(
  voices: readonly HeardPerson[],
  directory: string,
): Promise<HeardStem[]> {
  return Promise.all(
    voices.map(async ({ peerId, takeIds, levels, loudnessLufs }) => {
      const envelope = path.join(directory, `${peerId}.f32`);
      await writeLevels(envelope, toEnvelope(levels));
      return { peerId, takeIds, envelope, loudnessLufs };
    }),
  );
}
