import { hostname } from 'node:os';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { ConfigError, parseConfig, type Config } from '../server/config.ts';
import { closeOnSignal } from '../server/platform/close-on-signal.ts';
import { openDatabase, type Database } from '../server/platform/database.ts';
import { createLog, type Logger } from '../server/platform/log.ts';
import { openLocalObjectStore } from '../server/platform/object-store-local.ts';
import { openMinioObjectStore } from '../server/platform/object-store-minio.ts';
import type { ObjectStore } from '../server/platform/object-store.ts';
import { Scope } from '../server/platform/scope.ts';
import { configureFfmpeg } from './ffmpeg/ffmpeg-settings.ts';
import { createYieldGate, openGate } from './ffmpeg/gate.ts';
import { createPipelineSteps } from './jobs/pipeline-steps.ts';
import { createRecordingProcessor } from './jobs/process-recording.ts';
import { createJobQueue, type JobQueue } from './jobs/queue.ts';
import { createEpisodeRepository } from './store/episode-repository.ts';
import { createProcessingRepository } from './store/processing-repository.ts';
import { createRecordingRepository } from './store/recording-repository.ts';

export type MediaOptions = {
  config: Pick<Config, 'recordingsDir' | 'media'>;
  database: Database;
  objectStore: ObjectStore;
  queue: JobQueue;
  /** Whether live rooms need this machine now. Asked once a second while ffmpeg runs. */
  isBusy: () => boolean;
  log: Logger;
};

/** Starts taking jobs, in the hub's process (role all) or in one of its own (role media). Ends with the queue's scope. */
export async function startMedia(options: MediaOptions): Promise<void> {
  const { config, database, objectStore, queue, isBusy, log } = options;
  const { jobs, yieldToRooms, ffmpegPath, ffprobePath } = config.media;
  configureFfmpeg({
    ffmpegPath,
    ffprobePath,
    gate: yieldToRooms ? createYieldGate({ isBusy }) : openGate,
  });
  const rows = createProcessingRepository(database.prisma);
  const processRecording = createRecordingProcessor({
    steps: createPipelineSteps(createEpisodeRepository(database.prisma)),
    rows,
    recordings: createRecordingRepository(database.prisma),
    store: objectStore,
    recordingsDir: config.recordingsDir,
    log,
  });
  // A process killed between "the session has ended" and "its job is in the queue" left no job.
  for (const recording of await rows.listUnfinished()) {
    await queue.enqueue('process-recording', recording);
  }
  await queue.work('process-recording', jobs, processRecording);
  log.info({ jobs }, 'media worker ready');
}

/** Names this installation on this machine: jobs it was killed over are taken up again when it starts. */
export const runnerName = (config: Pick<Config, 'dataDir'>): string =>
  `${hostname()}:${config.dataDir}`;

/** A machine that does media work only (ROLE=media). */
async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const log = createLog(config.logLevel);
  const scope = new Scope('media', log);
  closeOnSignal(scope, log);
  const database = await openDatabase(config, scope, log);
  const objectStore = config.s3
    ? openMinioObjectStore(config.s3, log)
    : await openLocalObjectStore(config.objectsDir);
  const runner = runnerName(config);
  const queue = await createJobQueue({ database, log, scope, runner });
  // There are no rooms on this machine.
  await startMedia({ config, database, objectStore, queue, isBusy: () => false, log });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof ConfigError ? error.message : inspect(error)}\n`);
    process.exit(1);
  });
}
