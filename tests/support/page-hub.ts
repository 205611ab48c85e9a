import { createTranscriptPublisher } from '../../media/steps/publish-transcript.ts';
import { createTranscriptRepository } from '../../media/store/transcript-repository.ts';
import { createApiRouters } from '../../server/http/api-routers.ts';
import { parseConfig } from '../../server/config.ts';
import { createAcceptSound } from '../../media/ffmpeg/accept-sound.ts';
import { createDomain, type Domain } from '../../server/domain.ts';
import { createFeedRoutes } from '../../server/http/feed-routes.ts';
import { createHttpServer } from '../../server/http/http-server.ts';
import { createMediaRoutes } from '../../server/http/media-routes.ts';
import { createPageRoutes } from '../../server/http/page-routes.ts';
import { openClientFiles } from '../../server/http/pages/client-files.ts';
import { createPasswords } from '../../server/people/passwords.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { newCode, newId } from '../../server/platform/ids.ts';
import { createKeys } from '../../server/platform/keys.ts';
import { silentLog } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from './database.ts';
import { addRecording, aSeries, aSession } from './stored.ts';

export type PageHub = { base: string; db: Database; domain: Domain };

/** Everything of a hub but its rooms, over real HTTP on a free port, with a database in memory. */
export async function startPageHub(
  scope: Scope,
  {
    objects,
    dist,
    publicOrigin,
  }: { objects: ObjectStore; dist: string; publicOrigin?: string },
): Promise<PageHub> {
  const db = await openTestDatabase(scope);
  const domain = createDomain({
    log: silentLog,
    ...{ hubId: 'hub', database: db, objects, clock: systemClock },
    recordingsDir: dist,
    keys: createKeys(Buffer.alloc(32, 7)),
    passwords: createPasswords({ N: 16, r: 1, p: 1 }),
    enqueue: () => Promise.resolve(),
    forgetJobs: () => Promise.resolve(false),
    keepTakesMs: undefined,
    signal: scope.signal,
    acceptSound: createAcceptSound(silentLog),
    erase: () => Promise.resolve(),
    readAsked: () => Promise.resolve([]),
    publishTranscript: createTranscriptPublisher({
      transcripts: createTranscriptRepository(db.prisma),
      store: objects,
    }).publish,
  });
  const { feeds, episodes, publicPages } = domain;
  const clientFiles = await openClientFiles(dist);
  const server = await createHttpServer({
    ...{ scope, log: silentLog },
    config: parseConfig({ HTTP_HOST: '127.0.0.1', HTTP_PORT: '0' }).http,
    routers: [
      { path: '/media', router: createMediaRoutes({ store: objects, log: silentLog }) },
      ...createApiRouters(domain, publicOrigin).map((router) => ({ path: '/api', router })),
      { path: '/', router: createFeedRoutes({ feeds, episodes, publicOrigin }) },
      {
        path: '/',
        router: createPageRoutes({ ...domain, pages: publicPages, clientFiles, publicOrigin }),
      },
    ],
  });
  const { port } = await server.listen();
  return { base: `http://127.0.0.1:${port}`, db, domain };
}

type EpisodeRow = Parameters<Database['prisma']['episode']['create']>[0]['data'];

export type PageEpisode = {
  episodeId: string;
  code: string;
  guid: string;
  mp3Key: string;
  recordingId: string;
  /** Of the session that it was made of. */
  sessionCode: string;
};

/** An episode whose sound is made, published unless said otherwise. */
export async function anEpisode(
  db: Database,
  { seriesId, ...overrides }: Partial<EpisodeRow> = {},
): Promise<PageEpisode> {
  const ofSeries = seriesId ?? (await aSeries(db)).seriesId;
  const session = await aSession(db, { seriesId: ofSeries });
  const { recordingId } = await addRecording(db, session, { state: 'ready' });
  const episodeId = newId();
  const data = {
    ...{ episodeId, code: newCode(), guid: newId(), seriesId: ofSeries, recordingId },
    title: 'Laskar Pelangi',
    notes: 'Halo.',
    state: 'published' as const,
    publishedAt: new Date('2026-11-20T00:00:00Z'),
    durationMs: 61_000,
    mp3Key: `episodes/${episodeId}/1-deadbeef/audio.mp3`,
    mp3Bytes: 1234,
    chapters: [{ startMs: 0, title: 'Pembukaan', kind: 'start' }],
  };
  await db.prisma.episode.create({ data: { ...data, ...overrides } as typeof data });
  return { ...data, sessionCode: session.code };
}
