import { apartFromRooms } from '../../server/platform/busy-processes.ts';
import { audioStep } from '../steps/audio.ts';
import { createChunksStep } from '../steps/chunks.ts';
import { collectStep } from '../steps/collect.ts';
import { editStep } from '../steps/edit.ts';
import { keepPracticeStep } from '../steps/keep-practice.ts';
import { mixStep } from '../steps/mix.ts';
import { packageStep } from '../steps/package.ts';
import { createPublishAudioStep } from '../steps/publish-audio.ts';
import { createPublishVideoStep } from '../steps/publish-video.ts';
import { picturesStep, remuxStep, screensStep } from '../steps/remux.ts';
import { slicesStep } from '../steps/slices.ts';
import { stemsStep } from '../steps/stems.ts';
import { voicesStep } from '../steps/voices.ts';
import type { EpisodeRepository } from '../store/episode-repository.ts';
import type { TranscriptRepository } from '../store/transcript-repository.ts';
import type { PipelineSteps } from './make-episode.ts';
import type { Step } from './step.ts';

/** The steps as they run in the product. */
export function createPipelineSteps(
  episodes: EpisodeRepository,
  transcripts: TranscriptRepository,
  /** Where other machines may help. */
  partJobsOf?: Parameters<typeof createChunksStep>[0],
): PipelineSteps {
  return {
    collect: collectStep,
    remux: remuxStep,
    stems: stemsStep,
    voices: voicesStep,
    edit: editStep,
    slices: slicesStep,
    mix: mixStep,
    screens: screensStep,
    pictures: picturesStep,
    audio: audioStep,
    publishAudio: inThisProcess(createPublishAudioStep(episodes, transcripts)),
    chunks: createChunksStep(partJobsOf),
    package: inThisProcess(packageStep),
    publishVideo: inThisProcess(createPublishVideoStep(episodes, transcripts)),
    keepPractice: keepPracticeStep,
  };
}

/** Reads, writes and hashes all that is published: where rooms live in the same process, that is not theirs. */
const inThisProcess = <Input, Output>(step: Step<Input, Output>): Step<Input, Output> => ({
  ...step,
  run: (input, tools) => apartFromRooms(() => step.run(input, tools)),
});
