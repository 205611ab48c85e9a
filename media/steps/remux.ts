import { remuxInChild } from '../capture/remux-in-child.ts';
import type { RemuxedRecording } from '../capture/remux-recording.ts';
import type { Step } from '../jobs/step.ts';
import type { RecordingListing } from './list-recording.ts';

/** Makes playable files of the takes, on one clock. The listing is what it reads: other bytes, other work. */
export const remuxStep: Step<RecordingListing, RemuxedRecording> = {
  name: 'remux',
  version: 1,
  run: (_listing, { files, workDir, signal, progress, log }) =>
    remuxInChild({ files, outDir: workDir, signal, onProgress: progress, log }),
};
