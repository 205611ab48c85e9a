import path from 'node:path';
import {
  mixName,
  practicePrefix,
  trackName,
  type TrackSource,
} from '../contract/practice-files.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { Step } from '../jobs/step.ts';
import { practiceArgs } from '../plan/practice-audio.ts';
import type { MixOutput } from './mix.ts';
import type { Stem, StemsOutput } from './stems.ts';
import { writeWhole } from './write-whole.ts';

export type KeepPracticeInput = { mix: MixOutput; stems: StemsOutput };
/** Keys in the object store. */
export type KeepPracticeOutput = { keys: string[] };

/** Nobody but its hosts may have them, and no machine on the way should keep them. */
const meta = { contentType: 'audio/mpeg', cacheControl: 'private, no-store' };

/** Leaves each person's sound and the mix of a practice where its hosts find them. */
export const keepPracticeStep: Step<KeepPracticeInput, KeepPracticeOutput> = {
  name: 'keep-practice',
  version: 1,
  async run({ mix, stems }, { recordingId, workDir, store, signal, log, progress }) {
    const { durationMs } = stems;
    const toTrack = (source: TrackSource, channels: 'mono' | 'stereo') => (stem: Stem) => ({
      ...{ name: trackName(source, stem.peerId), sourceFile: stem.file, channels },
    });
    const sounds = [
      { name: mixName, sourceFile: mix.file, channels: 'stereo' as const },
      ...stems.stems.map(toTrack('microphone', 'mono')),
      ...stems.screens.map(toTrack('screen-audio', 'stereo')),
    ];
    const keys: string[] = [];
    for (const [index, { name, sourceFile, channels }] of sounds.entries()) {
      const onProgress = (fraction: number): void =>
        progress((index + fraction) / sounds.length);
      const finished = path.join(workDir, name);
      await writeWhole(finished, async (file) => {
        const args = practiceArgs({ sourceFile, channels, file });
        await runFfmpeg({ args, durationMs, onProgress, signal, log });
      });
      const key = `${practicePrefix(recordingId)}/${name}`;
      await store.put(key, { file: finished }, meta, signal);
      keys.push(key);
    }
    return { keys };
  },
};
