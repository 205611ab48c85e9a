import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { createPipelineSteps } from '../../media/jobs/pipeline-steps.ts';
import { createRecordingProcessor } from '../../media/jobs/process-recording.ts';
import type { PipelineSteps } from '../../media/jobs/make-episode.ts';
import type { Step } from '../../media/jobs/step.ts';
import { createEpisodeRepository } from '../../media/store/episode-repository.ts';
import { createTranscriptRepository } from '../../media/store/transcript-repository.ts';
import { createProcessingRepository } from '../../media/store/processing-repository.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { encodeAudioBare, encodeVideoBare } from './bare-encode.ts';
import { makeBenchMedia } from './bench-media.ts';
import { rowOf, type Bench } from './bench.ts';
import { cpuSecondsWithChildren } from './cpu-time.ts';
import { recordPage, tellFilmed } from './recorded-page.ts';
import { endSession } from './synthetic-session.ts';

/** How long people wait for an episode after a session, and what the pipeline adds to the encoding itself. */
export const bench: Bench = async ({ folder, rounds, seconds, say }) => {
  const scope = new Scope('bench', silentLog);
  try {
    const media = await makeBenchMedia(folder);
    const database = await openTestDatabase(scope);
    const runs: (Run & Whole)[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const dir = path.join(folder, `${round}`);
      await mkdir(dir);
      const ended = await endSession(database, {
        ...{ recordingsDir: dir, media, seconds },
        people: ['sari', 'budi'],
      });
      say(`A session of ${seconds} s with two people has ended. Making its episode …`);
      const run = await measureRun(database, { dir, recordingId: ended.recordingId, scope });
      say('Filming a page that plays the same …');
      const page = await recordPage(run.takes, dir);
      say(tellFilmed(page));
      runs.push({
        ...run,
        cpu: run.audioCpu + run.videoCpu,
        bareCpu: run.bareAudioCpu + run.bareVideoCpu,
        // What the page takes to start is not counted.
        pageCpu: (page.cpu / page.seconds) * seconds,
      });
    }
    const length = runs.map(() => seconds);
    type Figure = Exclude<keyof (Run & Whole), 'takes'>;
    const row = (what: string, unit: string, ours: Figure, baseline?: Figure) =>
      rowOf(what, unit, {
        ours: runs.map((run) => run[ours]),
        baseline: baseline ? runs.map((run) => run[baseline]) : length,
      });
    return {
      rows: [
        row('end to audio, of the session’s length', 's', 'audioSeconds'),
        row('end to video, of the session’s length', 's', 'videoSeconds'),
        row('CPU until the audio is out, of bare ffmpeg', 's', 'audioCpu', 'bareAudioCpu'),
        row('CPU until all is out, of bare ffmpeg', 's', 'cpu', 'bareCpu'),
        row('the same, of a filmed page', 's', 'cpu', 'pageCpu'),
      ],
    };
  } finally {
    await scope.close('measured');
  }
};

/** CPU of an episode with its picture: ours, of bare ffmpeg, and of a page that is filmed in its place. */
type Whole = Record<'cpu' | 'bareCpu' | 'pageCpu', number>;

type Making = {
  /** From the end of the session until the audio is published, and until the video is. */
  audioSeconds: number;
  videoSeconds: number;
  audioCpu: number;
  videoCpu: number;
  takes: readonly RemuxedTake[];
};

export type Run = Making & { bareAudioCpu: number; bareVideoCpu: number };

type Ended = { dir: string; recordingId: string; scope: Scope };

/** Makes the episode of a session that has ended, then the bare ones from its takes. */
export async function measureRun(database: Database, ended: Ended): Promise<Run> {
  const making = await measureMaking(database, ended);
  const done = await cpuSecondsWithChildren();
  await encodeAudioBare(making.takes, ended.dir);
  const bareAudio = await cpuSecondsWithChildren();
  await encodeVideoBare(making.takes, ended.dir);
  const bareVideo = await cpuSecondsWithChildren();
  return { ...making, bareAudioCpu: bareAudio - done, bareVideoCpu: bareVideo - bareAudio };
}

/** Makes the episode of a session that has ended. */
export async function measureMaking(
  database: Database,
  { dir, recordingId, scope }: Ended,
): Promise<Making> {
  const steps = createPipelineSteps(
    createEpisodeRepository(database.prisma),
    createTranscriptRepository(database.prisma),
  );
  const takes: RemuxedTake[] = [];
  let atAudio = { ms: 0, cpu: 0 };
  let atVideo = { ms: 0, cpu: 0 };
  const watched: PipelineSteps = {
    ...steps,
    remux: afterwards(steps.remux, (sounds) => void takes.push(...sounds.takes)),
    pictures: afterwards(steps.pictures, (pictures) => void takes.push(...pictures.takes)),
    publishAudio: afterwards(steps.publishAudio, async () => {
      atAudio = { ms: performance.now(), cpu: await cpuSecondsWithChildren() };
    }),
    publishVideo: afterwards(steps.publishVideo, async () => {
      atVideo = { ms: performance.now(), cpu: await cpuSecondsWithChildren() };
    }),
  };
  const process = createRecordingProcessor({
    steps: watched,
    rows: createProcessingRepository(database.prisma),
    recordings: createRecordingRepository(database.prisma),
    store: await openLocalObjectStore(path.join(dir, 'objects')),
    recordingsDir: dir,
    log: silentLog,
  });

  const begun = { ms: performance.now(), cpu: await cpuSecondsWithChildren() };
  await process({ recordingId, revision: 1 }, scope.signal);
  await checkIsReady(database, recordingId);

  return {
    audioSeconds: (atAudio.ms - begun.ms) / 1_000,
    videoSeconds: (atVideo.ms - begun.ms) / 1_000,
    audioCpu: atAudio.cpu - begun.cpu,
    videoCpu: atVideo.cpu - atAudio.cpu,
    takes,
  };
}

/** The same step, with a look at what it made. */
function afterwards<Input, Output>(
  step: Step<Input, Output>,
  look: (output: Output) => Promise<void> | void,
): Step<Input, Output> {
  return {
    ...step,
    async run(input, tools) {
      const output = await step.run(input, tools);
      await look(output);
      return output;
    },
  };
}

/** An episode that is not there was not made quickly. */
async function checkIsReady({ prisma }: Database, recordingId: string): Promise<void> {
  const recording = await prisma.recording.findUnique({
    where: { recordingId },
    include: { steps: true, episode: true },
  });
  const { mp3Key, hlsKey } = recording?.episode ?? {};
  if (recording?.state === 'ready' && mp3Key && hlsKey) return;
  const failed = recording?.steps.find(({ state }) => state === 'failed');
  throw new Error(
    `the recording is ${recording?.state ?? 'gone'}: ${failed?.name ?? ''} ${failed?.errorDetail ?? failed?.error ?? ''}`,
  );
}
