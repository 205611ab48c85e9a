import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import type { TimelineEvent } from '../../media/contract/timeline.ts';
import type { DiskRoom } from '../../media/jobs/disk-room.ts';
import { createPipelineSteps } from '../../media/jobs/pipeline-steps.ts';
import { createJobQueue } from '../../media/jobs/queue.ts';
import { createRecordingProcessor } from '../../media/jobs/process-recording.ts';
import type { PipelineSteps } from '../../media/jobs/make-episode.ts';
import type { Step } from '../../media/jobs/step.ts';
import { createEpisodeRepository } from '../../media/store/episode-repository.ts';
import { createProcessingRepository } from '../../media/store/processing-repository.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import { createTranscriptRepository } from '../../media/store/transcript-repository.ts';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Scope } from '../../server/platform/scope.ts';

/** A step that does nothing but say what it is told to. */
const saying = <Output>(name: string, output: Output, version = 1): Step<unknown, Output> => ({
  name,
  version,
  run: () => Promise.resolve(output),
});

/** What every timeline begins with. */
const begins: TimelineEvent = {
  ...{ type: 'session.start', sessionId: 's', recordingId: 'r', title: 'T', bootId: 'b' },
  ...{ seq: 0, monoUs: 0, wallMs: 0 },
};

/** The real audio steps on given takes; the picture, which others test, is made in no time. */
export function createTestSteps(
  database: Database,
  { takes, durationMs }: { takes: RemuxedTake[]; durationMs: number },
): PipelineSteps {
  const video = {
    hlsKey: 'episodes/x/hls/master.m3u8',
    hlsBandwidth: 1,
    posterKey: 'p.jpg',
    thumbnailsKey: 't.vtt',
    chaptersKey: 'c.json',
    hasVideo: false,
    transcriptKey: null,
    captionedHlsKey: null,
    transcriptObjects: [],
    objects: [],
    prefix: 'episodes/x',
  };
  const chapters = [{ startMs: 0, title: 'Bab satu', kind: 'start' as const }];
  const packaged = {
    directory: '',
    masterFile: '',
    posterFile: '',
    thumbnailsFile: '',
    chaptersFile: '',
    bandwidth: 1,
  };
  return {
    ...createPipelineSteps(
      createEpisodeRepository(database.prisma),
      createTranscriptRepository(database.prisma),
    ),
    // Another length stands for another recording.
    collect: saying('collect', { timelineHash: '', files: [] }, durationMs),
    remux: saying(
      'remux',
      { zeroUs: 0, durationMs, takes, shedTakeIds: [], events: [begins] },
      durationMs,
    ),
    pictures: saying('pictures', { takes: [], shedTakeIds: [] }, durationMs),
    edit: saying('edit', { durationMs, hasVideo: false, entries: [], chapters }),
    chunks: saying('chunks', { chunks: [] }),
    package: saying('package', packaged),
    publishVideo: saying('publish-video', video),
  };
}

/** The job's handler around those steps. Tries again at once. */
export function createTestProcessor(options: {
  database: Database;
  store: ObjectStore;
  recordingsDir: string;
  steps: PipelineSteps;
  disk?: DiskRoom;
  onReady?: () => Promise<void>;
}) {
  const { database, ...given } = options;
  return createRecordingProcessor({
    ...given,
    rows: createProcessingRepository(database.prisma),
    recordings: createRecordingRepository(database.prisma),
    log: silentLog,
    backoff: [10, 10, 10],
  });
}

/** What a media machine is told by the test that starts it, and will kill it. */
export type PipelineOrder = {
  databaseUrl: string;
  recordingsDir: string;
  objectsDir: string;
  runner: string;
  durationMs: number;
  takes: RemuxedTake[];
};

/** Works on jobs until it is killed. */
export async function workOn(order: PipelineOrder, scope: Scope): Promise<void> {
  const { databaseUrl, recordingsDir, objectsDir, runner } = order;
  const log = silentLog;
  const database = await openDatabase({ databaseUrl, dataDir: '/nonexistent' }, scope, log);
  const store = await openLocalObjectStore(objectsDir);
  const steps = createTestSteps(database, order);
  const queue = await createJobQueue({ database, log, scope, runner });
  const handler = createTestProcessor({ database, store, recordingsDir, steps });
  await queue.work('process-recording', 1, handler);
}
