import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createPipelineSteps } from '../../media/jobs/pipeline-steps.ts';
import { createRecordingProcessor } from '../../media/jobs/process-recording.ts';
import type { Step } from '../../media/jobs/step.ts';
import { createEpisodeRepository } from '../../media/store/episode-repository.ts';
import { createProcessingRepository } from '../../media/store/processing-repository.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import { createTranscriptRepository } from '../../media/store/transcript-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeBenchMedia } from './bench-media.ts';
import { rowOf, type Bench } from './bench.ts';
import { cpuSecondsWithChildren } from './cpu-time.ts';
import { prepare, turnsBefore } from './prepare.ts';
import { openSession } from './synthetic-session.ts';

/** What is promised for two idle cores, in seconds after the end of a session of this length. */
export const promisedSeconds = (seconds: number): number => 5 + 0.002 * seconds;

/** How long people wait for the podcast of four speakers, and which steps it goes to. */
export const bench: Bench = async ({ folder, rounds, seconds, say }) => {
  const scope = new Scope('bench', silentLog);
  try {
    const media = await makeBenchMedia(folder);
    const database = await openTestDatabase(scope);
    const waits: Wait[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const dir = path.join(folder, `${round}`);
      await mkdir(dir);
      const people = ['sari', 'budi', 'ani', 'dewi'];
      const plan = { recordingsDir: dir, media, seconds, people };
      const { recordingId, sessionId, write } = await openSession(database, plan);
      await addClips(database, { dir, sessionId });
      const momentsMs = turnsBefore(1_000 * seconds);
      const live = {
        dir,
        recordingId,
        momentsMs,
        write,
        scope,
        say,
        until: 'sound prepared' as const,
      };
      const preparing = await prepare(database, live);
      say(`Preparing took ${preparing.cpu.toFixed(0)} s of CPU.`);
      await write();
      say(`A session of ${seconds} s with four people has ended. Making its podcast …`);
      const wait = await measureWait(database, { dir, recordingId, scope });
      for (const { name, ...took } of wait.steps) {
        say(`${name}: ${took.seconds.toFixed(1)} s, CPU ${took.cpu.toFixed(1)} s`);
      }
      waits.push(wait);
    }
    return {
      rows: [
        rowOf('end to podcast, of four, against 5 s + 0.002 of its length', 's', {
          ours: waits.map((wait) => wait.seconds),
          baseline: waits.map(() => promisedSeconds(seconds)),
        }),
        rowOf('the same, CPU against both cores all that time', 's', {
          ours: waits.map(({ cpu }) => cpu),
          baseline: waits.map((wait) => 2 * wait.seconds),
        }),
      ],
    };
  } finally {
    await scope.close('measured');
  }
};

/** An intro and an outro of a usual length: music, here a chord. */
const clipSeconds = { intro: 15.5, outro: 20.2 };

async function addClips(
  database: Database,
  { dir, sessionId }: { dir: string; sessionId: string },
): Promise<void> {
  const store = await openLocalObjectStore(path.join(dir, 'objects'));
  const chord = '0.2*(sin(2*PI*330*t)+sin(2*PI*415*t)+0.1*(random(0)-0.5))*(1+0.5*sin(9*t))';
  const putClip = async (name: keyof typeof clipSeconds): Promise<[string, number]> => {
    const file = path.join(dir, `${name}.flac`);
    // prettier-ignore
    await promisify(execFile)('ffmpeg', [
      '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `aevalsrc='${chord}':s=48000:d=${clipSeconds[name]}`,
      '-ac', '2', '-c:a', 'flac', file,
    ]);
    const key = `sounds/series/${name}.flac`;
    await store.put(key, { file }, { contentType: 'audio/flac', cacheControl: 'no-store' });
    return [key, 1_000 * clipSeconds[name]];
  };
  const [introKey, introMs] = await putClip('intro');
  const [outroKey, outroMs] = await putClip('outro');
  const { seriesId } = await database.prisma.session.findUniqueOrThrow({
    where: { sessionId },
  });
  const data = { introKey, introMs, outroKey, outroMs };
  await database.prisma.series.update({ where: { seriesId }, data });
}

type Wait = {
  seconds: number;
  cpu: number;
  steps: { name: string; seconds: number; cpu: number }[];
};

async function measureWait(
  database: Database,
  { dir, recordingId, scope }: { dir: string; recordingId: string; scope: Scope },
): Promise<Wait> {
  const steps: Wait['steps'] = [];
  const timed = <Input, Output>(step: Step<Input, Output>): Step<Input, Output> => ({
    ...step,
    async run(input, tools) {
      const begun = await now();
      const output = await step.run(input, tools);
      steps.push({ name: step.name, ...(await since(begun)) });
      return output;
    },
  });
  const made = createPipelineSteps(
    createEpisodeRepository(database.prisma),
    createTranscriptRepository(database.prisma),
  );
  // What follows is the picture's.
  const isOut = new AbortController();
  const publishAudio = timed(made.publishAudio);
  const last: typeof publishAudio = {
    ...publishAudio,
    async run(input, tools) {
      const output = await publishAudio.run(input, tools);
      isOut.abort(new Error('the podcast is out'));
      return output;
    },
  };
  const process = createRecordingProcessor({
    steps: {
      ...made,
      collect: timed(made.collect),
      remux: timed(made.remux),
      stems: timed(made.stems),
      pictures: timed(made.pictures),
      voices: timed(made.voices),
      edit: timed(made.edit),
      slices: timed(made.slices),
      mix: timed(made.mix),
      audio: timed(made.audio),
      publishAudio: last,
    },
    rows: createProcessingRepository(database.prisma),
    recordings: createRecordingRepository(database.prisma),
    store: await openLocalObjectStore(path.join(dir, 'objects')),
    recordingsDir: dir,
    log: silentLog,
  });

  const begun = await now();
  scope.signal.addEventListener('abort', () => isOut.abort(), { once: true });
  await process({ recordingId, revision: 1 }, isOut.signal).catch((error: unknown) => {
    if (!isOut.signal.aborted) throw error;
  });
  const wait = { ...(await since(begun)), steps };
  const { episode } = await database.prisma.recording.findUniqueOrThrow({
    where: { recordingId },
    include: { episode: true },
  });
  if (!episode?.mp3Key) throw new Error('there is no podcast');
  return wait;
}

type Moment = { seconds: number; cpu: number };

const now = async (): Promise<Moment> => ({
  seconds: performance.now() / 1_000,
  cpu: await cpuSecondsWithChildren(),
});

async function since(begun: Moment): Promise<Moment> {
  const { seconds, cpu } = await now();
  return { seconds: seconds - begun.seconds, cpu: cpu - begun.cpu };
}
