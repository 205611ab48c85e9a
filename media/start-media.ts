import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../server/config.ts';
import type { Database } from '../server/platform/database.ts';
import type { Logger } from '../server/platform/log.ts';
import type { ObjectStore } from '../server/platform/object-store.ts';
import type { Scope } from '../server/platform/scope.ts';
import { configureFfmpeg } from './ffmpeg/ffmpeg-settings.ts';
import { drawingPrefix, recordingFiles } from './contract/recording-files.ts';
import { createYieldGate } from './ffmpeg/gate.ts';
import { killLeftBehind } from './ffmpeg/kill-left-behind.ts';
import { listFolders } from './forget-copies.ts';
import type { DiskRoom } from './jobs/disk-room.ts';
import { createPartDrawer } from './jobs/draw-part.ts';
import { enqueueUnfinished } from './jobs/enqueue-unfinished.ts';
import { createPartJobs } from './jobs/part-jobs.ts';
import { createPipelineSteps } from './jobs/pipeline-steps.ts';
import { createRecognitionRefusal } from './jobs/refuse-recognition.ts';
import { createTranscriber } from './jobs/transcribe-recording.ts';
import { createRecordingProcessor } from './jobs/process-recording.ts';
import type { JobQueue } from './jobs/queue.ts';
import { hardwareEncoders } from './plan/video-encoders.ts';
import { configureEncoders } from './steps/video-encoder.ts';
import { createEpisodeRepository } from './store/episode-repository.ts';
import { createProcessingRepository } from './store/processing-repository.ts';
import { createRecognisers } from './store/recognisers.ts';
import { createRecognitionRepository } from './store/recognition-repository.ts';
import { createRecordingRepository } from './store/recording-repository.ts';
import { createTranscriptRepository } from './store/transcript-repository.ts';

export type MediaOptions = {
  config: Pick<Config, 'dataDir' | 'recordingsDir' | 'databaseUrl' | 's3' | 'media'>;
  database: Database;
  objectStore: ObjectStore;
  queue: JobQueue;
  /** Whether live rooms need this machine now. Asked once a second while ffmpeg runs. */
  isBusy: () => boolean;
  /** Likewise. */
  disk: DiskRoom;
  log: Logger;
  scope: Scope;
};

/** Starts taking jobs: in the hub's process (role all) or in one of its own (role media). Ends with the queue's scope. */
export async function startMedia(options: MediaOptions): Promise<void> {
  const { config, database, objectStore, queue, isBusy, disk, log, scope } = options;
  const { jobs, yieldToRooms, usesHardware, ffmpegPath, ffprobePath, transcribeCommand } =
    config.media;
  configureFfmpeg({
    ffmpegPath,
    ffprobePath,
    gate: createYieldGate({
      isBusy: () => yieldToRooms && isBusy(),
      isShort: () => disk.spareBytes() < 0,
    }),
  });
  configureEncoders(usesHardware ? hardwareEncoders : []);
  const helpingDir = path.join(config.dataDir, 'helping');
  await endLeftBehind(config.recordingsDir, helpingDir, log);
  const rows = createProcessingRepository(database.prisma);
  const transcripts = createTranscriptRepository(database.prisma);
  // Several machines can see each other's jobs and objects.
  const isShared = config.databaseUrl !== undefined && config.s3 !== undefined;
  const recognisers = createRecognisers(database);
  const steps = createPipelineSteps(
    createEpisodeRepository(database.prisma),
    transcripts,
    isShared ? createPartJobs(queue) : undefined,
  );
  const shared = {
    ...{ steps, recordings: createRecordingRepository(database.prisma) },
    ...{ store: objectStore, recordingsDir: config.recordingsDir, log },
  };
  const processRecording = createRecordingProcessor({
    ...{ ...shared, rows, disk },
    ...(isShared
      ? {
          async clearDrawing({ recordingId, revision }) {
            await queue.dropRun('draw-part', { recordingId, revision });
            await objectStore.deletePrefix(`${drawingPrefix(recordingId, revision)}/`);
          },
        }
      : {}),
    async onReady(recording) {
      const isWritten =
        transcribeCommand !== undefined || (isShared && (await recognisers.isKnown()));
      if (isWritten) await queue.enqueue('transcribe-recording', recording);
    },
  });
  const { recordingsDir } = config;
  // Not waited for: it asks the store, which may be away, and rooms are to open meanwhile.
  enqueueUnfinished({ rows, queue, objectStore, recordingsDir, log, scope }).catch(
    (error: unknown) => {
      if (!scope.closed) log.error({ err: error }, 'unfinished recordings not looked for');
    },
  );
  let own = 0;
  await queue.work('process-recording', jobs, async (job, signal) => {
    own += 1;
    await processRecording(job, signal).finally(() => (own -= 1));
  });
  if (isShared) {
    await rm(helpingDir, { recursive: true, force: true });
    const drawer = createPartDrawer({ rows, store: objectStore, folder: helpingDir, log });
    // Whoever has an episode of its own to make helps nobody.
    const isFree = (): boolean => own === 0 && drawer.isFree() && !(yieldToRooms && isBusy());
    await queue.work('draw-part', 1, drawer.draw, isFree);
  }
  if (transcribeCommand) {
    // One at a time: it takes long, and nobody waits for it.
    const transcribe = createTranscriber({
      ...shared,
      command: transcribeCommand,
      rows: createRecognitionRepository(database.prisma),
    });
    await queue.work('transcribe-recording', 1, transcribe);
  } else if (!isShared) {
    const refuse = createRecognitionRefusal(createRecognitionRepository(database.prisma));
    await queue.work('transcribe-recording', 1, refuse);
  }
  log.info({ jobs }, 'media worker ready');
}

/** What an earlier process was at when it was killed, also of work that nobody takes up again here. */
async function endLeftBehind(
  recordingsDir: string,
  helpingDir: string,
  log: Logger,
): Promise<void> {
  const recordingIds = await listFolders(recordingsDir);
  const works = recordingIds.map((id) => recordingFiles(recordingsDir, id).work);
  const killed = await killLeftBehind(helpingDir, ...works);
  if (killed > 0) log.warn({ killed }, 'ended processes of a run that was killed');
}
