import { remuxInChild } from '../capture/remux-in-child.ts';
import type { RemuxedRecording } from '../capture/remux-recording.ts';
import type { Source } from '../../server/protocol/words.ts';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';
import type { Step, StepTools } from '../jobs/step.ts';
import type { RecordingListing } from './list-recording.ts';

const remux = (
  { files, workDir, signal, progress, log }: StepTools,
  sources: readonly Source[],
): Promise<RemuxedRecording> =>
  remuxInChild({
    files,
    ...{ outDir: workDir, sources, signal, onProgress: progress, log },
    joinGate: (work) => ffmpegSettings.gate.join(work),
  });

/** Makes playable files of the sounds, on one clock. The listing is what it reads: other bytes, other work. */
export const remuxStep: Step<RecordingListing, RemuxedRecording> = {
  name: 'remux',
  version: 7,
  run: (_listing, tools) => remux(tools, ['microphone', 'screen-audio']),
};

export type PicturesOutput = Pick<RemuxedRecording, 'takes' | 'shedTakeIds'>;

const remuxPictures = async (
  tools: StepTools,
  sources: readonly Source[],
): Promise<PicturesOutput> => {
  const { takes, shedTakeIds } = await remux(tools, sources);
  return { takes, shedTakeIds };
};

/** The same of cameras and screens: twenty times as much to read, and nothing that the podcast waits for. */
export const picturesStep: Step<RecordingListing, PicturesOutput> = {
  name: 'pictures',
  version: 5,
  run: (_listing, tools) => remuxPictures(tools, ['camera', 'screen']),
};

/** Of the pictures those that the podcast does wait for: a screen's chapter begins with its first one. */
export const screensStep: Step<RecordingListing, PicturesOutput> = {
  // It does a part of that step, which finds it done; a row of its own would say nothing to hosts.
  name: 'pictures',
  version: 1,
  run: (_listing, tools) => remuxPictures(tools, ['screen']),
};
