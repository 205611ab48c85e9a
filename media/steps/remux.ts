import { remuxInChild } from '../capture/remux-in-child.ts';
import type { RemuxedRecording } from '../capture/remux-recording.ts';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';
import type { Step } from '../jobs/step.ts';
import type { RecordingListing } from './list-recording.ts';

/** Makes playable files of the sounds, on one clock. The listing is what it reads: other bytes, other work. */
export const remuxStep: Step<RecordingListing, RemuxedRecording> = {
  name: 'remux',
  version: 7,
  run: (_listing, { files, workDir, signal, progress, log }) =>
    remuxInChild({
      files,
      ...{ outDir: workDir, kinds: ['audio'], signal, onProgress: progress, log },
      joinGate: (work) => ffmpegSettings.gate.join(work),
    }),
};

export type PicturesOutput = Pick<RemuxedRecording, 'takes' | 'shedTakeIds'>;

/** The same of cameras and screens: twenty times as much to read, and nothing that the podcast waits for. */
export const picturesStep: Step<RecordingListing, PicturesOutput> = {
  name: 'pictures',
  version: 5,
  async run(_listing, { files, workDir, signal, progress, log }) {
    const { takes, shedTakeIds } = await remuxInChild({
      files,
      ...{ outDir: workDir, kinds: ['video'], signal, onProgress: progress, log },
      joinGate: (work) => ffmpegSettings.gate.join(work),
    });
    return { takes, shedTakeIds };
  },
};
