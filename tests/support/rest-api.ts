import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Router } from 'express';
import { createAcceptSound } from '../../media/ffmpeg/accept-sound.ts';
import { createErase } from '../../media/steps/erase-recorded.ts';
import { createReadAsked } from '../../media/steps/forget-in-timeline.ts';
import { createTranscriptPublisher } from '../../media/steps/publish-transcript.ts';
import { createTranscriptRepository } from '../../media/store/transcript-repository.ts';
import { createApiRouters } from '../../server/http/api-routers.ts';
import { createDomain, type Domain } from '../../server/domain.ts';
import { createHealthRoutes } from '../../server/http/health-routes.ts';
import { createHttpServer } from '../../server/http/http-server.ts';
import type { RateLimits } from '../../server/http/rate-limits.ts';
import { createPasswords, type Passwords } from '../../server/people/passwords.ts';
import { systemClock, type Clock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { createKeys, type Keys } from '../../server/platform/keys.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from './database.ts';
import { RestClient } from './rest-client.ts';

type Options = {
  clock?: Clock;
  passwords?: Passwords;
  publicOrigin?: string;
  keepTakesMs?: number;
  rateLimits?: RateLimits;
  /** Stands before the object store. */
  before?: (store: ObjectStore) => ObjectStore;
  tls?: { certFile: string; keyFile: string };
};

export type RestApi = {
  /** Where it listens. */
  origin: string;
  db: Database;
  objects: ObjectStore;
  /** Where recordings lie on the hub's disk. */
  recordingsDir: string;
  practiceRecordings: Domain['practiceRecordings'];
  purges: Domain['purges'];
  retention: Domain['retention'];
  transcriptDesk: Domain['transcriptDesk'];
  identity: Domain['identity'];
  keys: Keys;
  /** Jobs that were put into the queue. */
  queued: { recordingId: string; revision: number }[];
  /** Recordings that are to be written down. */
  recognised: { recordingId: string; revision: number }[];
  /** Sessions whose open room was told of drafted polls. */
  drafted: string[];
  /** Every route there is, such as "GET /api/me". */
  routes: string[];
  /** What a start prints while there is no owner. */
  firstRun(): Promise<string | undefined>;
  /** A browser with no cookies yet. */
  browser(): RestClient;
};

/** Fast, and no less correct; the real cost is tested beside passwords.ts. */
const cheapPasswords = () => createPasswords({ N: 16, r: 1, p: 1 });

/** The REST API, built as the hub builds it, over real HTTP on a free port and a database in memory. */
export async function startRestApi(scope: Scope, options: Options = {}): Promise<RestApi> {
  const { clock = systemClock, publicOrigin, tls, rateLimits } = options;
  const db = await openTestDatabase(scope);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-rest-'));
  scope.defer('objects', () => rm(folder, { recursive: true, force: true }));
  const local = await openLocalObjectStore(path.join(folder, 'objects'));
  const objects = options.before?.(local) ?? local;
  const recordingsDir = path.join(folder, 'recordings');
  const queued: RestApi['queued'] = [];
  const recognised: RestApi['recognised'] = [];
  const drafted: string[] = [];
  const keys = createKeys(randomBytes(32));
  const domain = createDomain({
    log: silentLog,
    hubId: 'hub',
    database: db,
    objects,
    recordingsDir,
    keys,
    passwords: options.passwords ?? cheapPasswords(),
    enqueue: (name, payload) =>
      Promise.resolve((name === 'process-recording' ? queued : recognised).push(payload)),
    forgetJobs: () => Promise.resolve(false),
    keepTakesMs: options.keepTakesMs,
    signal: scope.signal,
    acceptSound: createAcceptSound(silentLog),
    erase: createErase({ recordingsDir, store: objects }),
    readAsked: createReadAsked({ recordingsDir, store: objects }),
    publishTranscript: createTranscriptPublisher({
      transcripts: createTranscriptRepository(db.prisma),
      store: objects,
    }).publish,
    onPollsDrafted: (sessionId) => void drafted.push(sessionId),
    clock,
  });

  const checks = [{ name: 'database', check: () => db.executeSql('SELECT 1') }];
  const routers = createApiRouters(domain, publicOrigin);
  const http = await createHttpServer({
    config: { host: '127.0.0.1', port: 0, publicOrigin, trustedProxies: [], tls },
    log: silentLog,
    scope,
    ...(rateLimits ? { rateLimits } : {}),
    routers: [
      { path: '/', router: createHealthRoutes({ checks }) },
      ...routers.map((router) => ({ path: '/api', router })),
    ],
  });
  const { port } = await http.listen();
  const origin = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  return {
    origin,
    db,
    objects,
    recordingsDir,
    practiceRecordings: domain.practiceRecordings,
    purges: domain.purges,
    retention: domain.retention,
    transcriptDesk: domain.transcriptDesk,
    identity: domain.identity,
    keys,
    queued,
    recognised,
    drafted,
    routes: routers.flatMap(routesOf),
    firstRun: () => domain.firstRun(publicOrigin ?? origin),
    browser: () => new RestClient(origin),
  };
}

function routesOf({ stack }: Router): string[] {
  return stack.flatMap(({ route }) =>
    route ? route.stack.map(({ method }) => `${method.toUpperCase()} /api${route.path}`) : [],
  );
}
