import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createEditorial } from '../../server/episodes/editorial.ts';
import { createProcessingControl } from '../../server/episodes/processing.ts';
import { createStudioPages } from '../../server/episodes/studio-pages.ts';
import { createEndpoint, type Endpoint } from '../../server/http/endpoint.ts';
import { createEpisodeRoutes } from '../../server/http/episode-routes.ts';
import { createHealthRoutes } from '../../server/http/health-routes.ts';
import { createHttpServer } from '../../server/http/http-server.ts';
import { createPeopleRoutes } from '../../server/http/people-routes.ts';
import type { RateLimits } from '../../server/http/rate-limits.ts';
import { createSeriesRoutes } from '../../server/http/series-routes.ts';
import { createSessionRoutes } from '../../server/http/session-routes.ts';
import { createStudioRoutes } from '../../server/http/studio-routes.ts';
import { createAccounts } from '../../server/people/accounts.ts';
import { prepareFirstRun } from '../../server/people/first-run.ts';
import { createIdentity, type Identity } from '../../server/people/identity.ts';
import { createPasswords, type Passwords } from '../../server/people/passwords.ts';
import { createSignIns } from '../../server/people/sign-ins.ts';
import { systemClock, type Clock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { createKeys } from '../../server/platform/keys.ts';
import { silentLog, type Logger } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { createPictures } from '../../server/platform/pictures.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { createCatalogue } from '../../server/series/catalogue.ts';
import { coverPixelLimit } from '../../server/series/cover.ts';
import { createPublicPages } from '../../server/series/public-pages.ts';
import { createSchedule } from '../../server/sessions/schedule.ts';
import { createAccountInvitationRepository } from '../../server/store/account-invitation-repository.ts';
import { createEpisodeRepository } from '../../server/store/episode-repository.ts';
import { createInvitationLinkRepository } from '../../server/store/invitation-link-repository.ts';
import { createLibraryRepository } from '../../server/store/library-repository.ts';
import { createPersonRepository } from '../../server/store/person-repository.ts';
import { createProcessingRepository } from '../../server/store/processing-repository.ts';
import { createSeriesRepository } from '../../server/store/series-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { createSignInRepository } from '../../server/store/sign-in-repository.ts';
import { openTestDatabase } from './database.ts';
import { RestClient } from './rest-client.ts';

type Options = {
  clock?: Clock;
  passwords?: Passwords;
  publicOrigin?: string;
  trustedProxies?: string[];
  rateLimits?: RateLimits;
  tls?: { certFile: string; keyFile: string };
  log?: Logger;
};

export type RestApi = {
  /** Where it listens. */
  origin: string;
  db: Database;
  objects: ObjectStore;
  identity: Identity;
  /** Jobs that were put into the queue. */
  queued: { recordingId: string; revision: number }[];
  /** Every route there is, such as "GET /api/me". */
  routes: string[];
  /** What a start prints while there is no owner. */
  firstRun(): Promise<string | undefined>;
  /** A browser with no cookies yet. */
  browser(): RestClient;
};

/** Fast, and no less correct; the real cost is tested beside passwords.ts. */
const cheapPasswords = () => createPasswords({ N: 16, r: 1, p: 1 });

/** The REST API over real HTTP on a free port, on a database in memory. */
export async function startRestApi(scope: Scope, options: Options = {}): Promise<RestApi> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? silentLog;
  const db = await openTestDatabase(scope);
  const { prisma } = db;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-rest-'));
  scope.defer('objects', () => rm(folder, { recursive: true, force: true }));
  const objects = await openLocalObjectStore(folder);
  const keys = createKeys(randomBytes(32));

  const people = createPersonRepository(prisma);
  const library = createLibraryRepository(prisma);
  const invitations = createAccountInvitationRepository(prisma);
  const links = createInvitationLinkRepository(prisma);
  const sessions = createSessionRepository(prisma);
  const episodes = createEpisodeRepository(prisma);

  const signIns = createSignIns({ signIns: createSignInRepository(prisma), clock });
  const identity = createIdentity({ keys, signIns, links });
  const passwords = options.passwords ?? cheapPasswords();
  const accounts = createAccounts({ people, invitations, signIns, passwords, clock });
  const pictures = createPictures(coverPixelLimit);
  const series = createSeriesRepository(prisma);
  const catalogue = createCatalogue({ series, objects, pictures, clock });
  const schedule = createSchedule({ sessions, links, clock });
  const editorial = createEditorial({ episodes, clock });
  const queued: RestApi['queued'] = [];
  const processing = createProcessingControl({
    processing: createProcessingRepository(prisma),
    enqueue: (_name, payload) => Promise.resolve(queued.push(payload)),
  });
  const publicPages = createPublicPages({ catalogue, sessions, episodes, clock });
  const studioPages = createStudioPages({
    catalogue,
    schedule,
    sessions,
    processing,
    episodes,
    keys,
    clock,
  });

  const { publicOrigin } = options;
  const routes: RestApi['routes'] = [];
  const addEndpoint = createEndpoint({ identity, publicOrigin });
  const endpoint: Endpoint = (router, method, route, ...rest) => {
    routes.push(`${method.toUpperCase()} /api${route}`);
    addEndpoint(router, method, route, ...rest);
  };
  const checks = [{ name: 'database', check: () => db.executeSql('SELECT 1') }];
  const http = await createHttpServer({
    config: {
      host: '127.0.0.1',
      port: 0,
      publicOrigin,
      trustedProxies: options.trustedProxies ?? [],
      tls: options.tls,
    },
    log,
    scope,
    ...(options.rateLimits ? { rateLimits: options.rateLimits } : {}),
    routers: [
      { path: '/', router: createHealthRoutes({ checks }) },
      {
        path: '/api',
        router: createPeopleRoutes({ endpoint, identity, accounts, signIns, library }),
      },
      { path: '/api', router: createSeriesRoutes({ endpoint, pages: publicPages }) },
      { path: '/api', router: createSessionRoutes({ endpoint, schedule }) },
      { path: '/api', router: createEpisodeRoutes({ endpoint, editorial }) },
      {
        path: '/api',
        router: createStudioRoutes({
          endpoint,
          pages: studioPages,
          catalogue,
          schedule,
          processing,
          keys,
        }),
      },
    ],
  });
  const { port } = await http.listen();
  const origin = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  return {
    origin,
    db,
    objects,
    identity,
    queued,
    routes,
    firstRun: () => prepareFirstRun({ people, invitations, clock }, publicOrigin ?? origin),
    browser: () => new RestClient(origin),
  };
}
