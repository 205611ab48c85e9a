import { createLivePreparer } from '../media/ahead/prepare-live.ts';
import { startForgettingCopies } from '../media/forget-copies.ts';
import { startHandOver } from '../media/hand-over.ts';
import { startLiveCopy } from '../media/live-copy.ts';
import { startMedia } from '../media/start-media.ts';
import {
  startAnnouncingRecogniser,
  startTellingOfRecognition,
} from '../media/tell-recognition.ts';
import { startTellingWhoWaits } from '../media/tell-waiting.ts';
import { createDiskRoom } from '../media/jobs/disk-room.ts';
import { createJobQueue, type JobQueue } from '../media/jobs/queue.ts';
import { loadRunnerId } from '../media/jobs/runner-id.ts';
import { createRecordingRepository } from '../media/store/recording-repository.ts';
import type { Config } from './config.ts';
import { openHub, type Hub } from './hub.ts';
import { lockDataDir } from './platform/data-dir-lock.ts';
import { openDatabase } from './platform/database.ts';
import { reserveBytes, watchFreeBytes } from './platform/free-space.ts';
import type { Logger } from './platform/log.ts';
import { openLocalObjectStore } from './platform/object-store-local.ts';
import { openMinioObjectStore } from './platform/object-store-minio.ts';
import type { ForgetJobs } from './purges/purges.ts';
import type { Scope } from './platform/scope.ts';

type Parts = { config: Config; log: Logger; scope: Scope };

/**
 * Builds every part of the role, in order; the scope closes them in reverse.
 * Resolves when work is being done: with the address, where the role has pages.
 */
export async function startApp({
  config,
  log,
  scope,
}: Parts): Promise<Awaited<ReturnType<Hub['listen']>> | undefined> {
  const { recordingsDir } = config;
  const lock = await lockDataDir(config.dataDir, scope);
  const database = await openDatabase(config, scope, log);
  const objects = config.s3
    ? openMinioObjectStore(config.s3, log)
    : await openLocalObjectStore(config.objectsDir);
  const runner = await loadRunnerId(config.dataDir);
  const queue = await createJobQueue({ database, log, scope, runner });

  // Several runners can see each other's jobs and objects.
  const isShared = config.databaseUrl !== undefined && config.s3 !== undefined;
  if (config.role === 'all' && isShared && !config.copyWhileLive) {
    log.warn(
      'no other machine can make episodes of what is recorded here: where machines with ROLE=media share the database, set COPY_WHILE_LIVE=true here, or ROLE=hub',
    );
  }

  let hub: Hub | undefined;
  const isOpen = (recordingId: string): boolean => hub?.isOpen(recordingId) ?? false;
  // Before anything is recovered or handed over: what was deleted while this machine was off is not to come back.
  await startForgettingCopies({ database, recordingsDir, isOpen, log, scope });
  if (config.role !== 'media') {
    const parts = { database, objectStore: objects, queue, recordingsDir, log, scope };
    const liveCopy = config.copyWhileLive ? startLiveCopy(parts) : undefined;
    const preparer = config.media.prepareLive
      ? createLivePreparer({
          ...{ ...parts, reserveBytes },
          recordings: createRecordingRepository(database.prisma),
          isBusy: () => config.media.yieldToRooms && (hub?.isBusy() ?? false),
        })
      : undefined;
    const addJob: JobQueue['enqueue'] = async (name, payload) => {
      await preparer?.end(payload.recordingId);
      await queue.enqueue(name, payload);
    };
    if (config.role === 'hub') startTellingWhoWaits(parts);
    if (isShared) startTellingOfRecognition(parts);
    const enqueue =
      config.role === 'hub'
        ? await startHandOver({ ...parts, before: async (id) => liveCopy?.end(id) })
        : addJob;
    const forgetJobs: ForgetJobs = async (runs) => {
      const ended = await Promise.all(runs.recordingIds.map(async (id) => preparer?.end(id)));
      const names = ['process-recording', 'transcribe-recording', 'draw-part'] as const;
      const worked = await Promise.all(names.map((name) => queue.forget(name, runs)));
      return worked.includes(true) || ended.includes(false);
    };
    hub = await openHub({
      config,
      hubId: runner,
      database,
      objects,
      enqueue,
      forgetJobs,
      liveCopy,
      preparer,
      log,
      scope,
    });
  }
  if (config.role !== 'hub') {
    const isBusy = hub?.isBusy ?? (() => false);
    const disk = createDiskRoom({
      ...{ reserveBytes, freeBytes: await watchFreeBytes(config.recordingsDir, scope) },
      isLive: hub?.isLive ?? (() => false),
    });
    if (isShared && config.media.transcribeCommand) {
      await startAnnouncingRecogniser({ database, runner, log, scope });
    }
    await startMedia({
      config,
      database,
      objectStore: objects,
      queue,
      isBusy,
      disk,
      log,
      scope,
    });
  }
  const listening = await hub?.listen();
  if (listening) await lock.announce(listening.origin);
  return listening;
}
