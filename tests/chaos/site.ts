import { once } from 'node:events';
import path from 'node:path';
import { silentLog } from '../../server/platform/log.ts';
import { openMinioObjectStore } from '../../server/platform/object-store-minio.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { openLiveHub, type LiveHub } from '../support/live-hub.ts';
import { startMediaProcess, type MediaProcess } from '../support/media-process.ts';
import { startPostgres } from '../support/postgres.ts';
import { startS3Server } from '../support/s3-server.ts';

/** What rounds are held on: a hub that makes its episodes itself, or one whose job runner is a process apart. */
export type Site = {
  readonly hub: LiveHub;
  /** The process that makes the episodes; undefined where the hub does. */
  readonly runner: number | undefined;
  /** Of the hub, then of the runner. */
  readonly dataDirs: readonly string[];
  /** Undefined where the database is in the hub's data directory. */
  readonly databaseUrl: string | undefined;
  openStore(): Promise<ObjectStore>;
  /** The next runner, at the same place, as whoever watches over processes would start it. */
  startRunnerAgain(): Promise<void>;
  /** Ends hub and runner; a database beside them goes on until the scope closes. */
  end(): Promise<void>;
};

export const recordingsIn = (dataDir: string): string => path.join(dataDir, 'recordings');

/** Apart, they share PostgreSQL, an S3 server and nothing else. */
export async function openSite(
  { folder, isApart }: { folder: string; isApart: boolean },
  scope: Scope,
): Promise<Site> {
  const env = { LOG_LEVEL: 'info' };
  if (!isApart) {
    const processes = scope.child('hub');
    const hub = await openLiveHub({ folder, workers: 1, env }, processes);
    return { ...siteOf(hub, folder), end: () => processes.close('rounds done') };
  }
  const runnerDir = path.join(folder, 'runner');
  const databaseUrl = await startPostgres(scope);
  const s3 = await startS3Server(scope);
  // Opened last, it is closed first.
  const processes = scope.child('hub and runner');
  const shared = {
    ...{ ...env, DATABASE_URL: databaseUrl },
    ...{ S3_ENDPOINT: s3.endpoint, S3_BUCKET: s3.bucket },
    ...{ S3_ACCESS_KEY: s3.accessKey, S3_SECRET_KEY: s3.secretKey },
  };
  const hub = await openLiveHub(
    { folder, workers: 1, env: { ...shared, ROLE: 'hub' } },
    processes,
  );
  let runner: MediaProcess = await startMediaProcess(runnerDir, shared);
  processes.defer('job runner', async () => {
    await runner.stop();
  });
  return {
    hub,
    get runner() {
      return runner.process.pid;
    },
    dataDirs: [path.join(folder, 'hub'), runnerDir],
    databaseUrl,
    openStore: () => Promise.resolve(openMinioObjectStore(s3, silentLog)),
    async startRunnerAgain() {
      const { exitCode, signalCode } = runner.process;
      if (exitCode === null && signalCode === null) await once(runner.process, 'exit');
      runner = await startMediaProcess(runnerDir, shared);
    },
    end: () => processes.close('rounds done'),
  };
}

/** A hub that makes its episodes itself. Whoever opened it ends it. */
export function siteOf(hub: LiveHub, folder: string): Site {
  return {
    hub,
    runner: undefined,
    dataDirs: [path.join(folder, 'hub')],
    databaseUrl: undefined,
    openStore: () => openLocalObjectStore(path.join(folder, 'hub', 'objects')),
    startRunnerAgain: () => Promise.resolve(),
    end: () => Promise.resolve(),
  };
}
