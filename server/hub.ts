import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JobName, JobPayload } from '../media/contract/jobs.ts';
import type { LivePreparer } from '../media/ahead/prepare-live.ts';
import type { LiveCopy } from '../media/live-copy.ts';
import { configureFfmpeg } from '../media/ffmpeg/ffmpeg-settings.ts';
import { createAcceptSound } from '../media/ffmpeg/accept-sound.ts';
import { makingBitsPerSecond } from '../media/plan/making-space.ts';
import { compareRefused } from '../media/steps/compare-refused.ts';
import { createErase } from '../media/steps/erase-recorded.ts';
import { createReadAsked } from '../media/steps/forget-in-timeline.ts';
import { createTranscriptPublisher } from '../media/steps/publish-transcript.ts';
import { createTranscriptRepository } from '../media/store/transcript-repository.ts';
import { createApiRouters } from './http/api-routers.ts';
import type { Config } from './config.ts';
import { createDomain } from './domain.ts';
import { createFeedRoutes } from './http/feed-routes.ts';
import { createHealthRoutes } from './http/health-routes.ts';
import { createHttpServer } from './http/http-server.ts';
import { createMediaRoutes } from './http/media-routes.ts';
import { createPageRoutes } from './http/page-routes.ts';
import { openClientFiles } from './http/pages/client-files.ts';
import { createSocketDoor } from './http/socket-door.ts';
import { LineTests } from './line-tests/line-tests.ts';
import { createPasswords } from './people/passwords.ts';
import { toPseudonym } from './people/person-key.ts';
import { systemClock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import { watchBusy } from './platform/busy-processes.ts';
import { loadKeys } from './platform/keys.ts';
import type { Logger } from './platform/log.ts';
import type { ObjectStore } from './platform/object-store.ts';
import type { Scope } from './platform/scope.ts';
import type { ForgetJobs } from './purges/purges.ts';
import { watchOutages } from './platform/watch-outages.ts';
import { reserveBytes } from './platform/free-space.ts';
import type { Outage } from './protocol/recording-proof.ts';
import { superviseRecorder } from './recorder/supervise-recorder.ts';
import { createRecordings } from './recordings/recordings.ts';
import { createIceServers } from './rooms/ice-servers.ts';
import { createRooms } from './rooms/room-registry.ts';
import { ignoreClosed } from './rooms/turns.ts';
import { createRoomSessions } from './sessions/room-sessions.ts';
import { toSessionInfo } from './sessions/session.ts';
import { openMediasoupPlane } from './sfu/mediasoup-plane.ts';
import { attachSockets } from './socket/socket-server.ts';
import { createAttendanceRepository } from './store/attendance-repository.ts';
import { forgetAudience } from './store/audience-names.ts';
import { createChatRepository } from './store/chat-repository.ts';
import { createConsentRepository } from './store/consent-repository.ts';
import { createDeckRepository } from './store/deck-repository.ts';
import { createRundownRepository } from './store/rundown-repository.ts';
import { createMarkRepository } from './store/mark-repository.ts';
import { createPollRepository } from './store/poll-repository.ts';
import { createRecordingRepository } from './store/recording-repository.ts';
import { createRemovalRepository } from './store/removal-repository.ts';

/** What Vite built. */
const clientFolder = fileURLToPath(new URL('../client/dist', import.meta.url));
/** How often practices are looked through for those that are over, and a hub says that it is there, for its own. */
const practiceSweepMs = 30_000;
/** How often what is to be purged is looked for again. */
const purgeMs = 30_000;
/** How often transcripts are looked through for what has not reached people. */
const wordsMs = 30_000;
/** How often takes, and names, are looked through for those whose time is over. */
const retentionMs = 3_600_000;

type Parts = {
  config: Config;
  hubId: string;
  database: Database;
  objects: ObjectStore;
  enqueue: <N extends JobName>(name: N, payload: JobPayload<N>) => Promise<void>;
  forgetJobs: ForgetJobs;
  /** Undefined: what is on air is copied nowhere. */
  liveCopy: LiveCopy | undefined;
  preparer: LivePreparer | undefined;
  log: Logger;
  scope: Scope;
};

export type Hub = {
  /** Whether live rooms need this machine: heavy media work then waits. */
  isBusy: () => boolean;
  /** Whether this process writes a recording, or is still to bring it to its end. */
  isOpen: (recordingId: string) => boolean;
  /** Whether a room is live here. */
  isLive: () => boolean;
  /** Listens; resolves with the address and, while there is no owner, the link that makes one. */
  listen(): Promise<{ origin: string; ownerLink: string | undefined }>;
};

/** Rooms, recorder, pages and sockets. Everything is opened in order and closes in reverse with the scope. */
export async function openHub({
  config,
  hubId,
  database,
  objects,
  enqueue,
  forgetJobs,
  liveCopy,
  preparer,
  log,
  scope,
}: Parts): Promise<Hub> {
  const clock = systemClock;
  const { ffmpegPath, ffprobePath } = config.media;
  configureFfmpeg({ ffmpegPath, ffprobePath });
  const { publicOrigin, trustedProxies } = config.http;
  const keys = await loadKeys(config.dataDir);

  const checkDatabase = () => database.executeSql('SELECT 1');
  const checkObjects = () => objects.find('covers/none.jpg');
  const away = watchOutages<Outage>({
    // What is on this machine goes with it.
    parts: [
      ...(config.databaseUrl ? [{ name: 'database-away' as const, check: checkDatabase }] : []),
      ...(config.s3 ? [{ name: 'store-away' as const, check: checkObjects }] : []),
    ],
    ...{ log, scope },
  });
  const outages = (): readonly Outage[] =>
    liveCopy?.isBehind && !away().includes('store-away')
      ? [...away(), 'store-refuses']
      : away();
  const recorder = await superviseRecorder({
    recordingsDir: config.recordingsDir,
    reserveBytes,
    log,
    scope,
  });
  const recordings = await createRecordings({
    recordingsDir: config.recordingsDir,
    reserveBytes,
    recorder,
    repository: createRecordingRepository(database.prisma),
    consents: createConsentRepository(database.prisma),
    jobs: { enqueue },
    onAir: (recordingId) => {
      liveCopy?.begin(recordingId);
      preparer?.begin(recordingId);
    },
    isCopied: config.copyWhileLive,
    outages,
    async compareRefused(files, tools) {
      // It deletes what it has made of them.
      await preparer?.end(path.basename(files.root));
      return compareRefused(files, tools);
    },
    ...(config.role === 'all'
      ? {
          makingBits: (session) => makingBitsPerSecond(session, { keepsObjects: !config.s3 }),
        }
      : {}),
    sessionEnded: () => domain.questions.endAnswers(),
    hashAddress: (address) => keys.sign('address', address),
    clock,
    log,
    scope,
  });

  const plane = await openMediasoupPlane(config.rtc, scope, log);
  const domain = createDomain({
    ...{ hubId, database, objects, keys, clock, enqueue, forgetJobs, log },
    ...{ recordingsDir: config.recordingsDir, keepTakesMs: config.keepTakesMs },
    signal: scope.signal,
    passwords: createPasswords(),
    acceptSound: createAcceptSound(log),
    erase: createErase({ recordingsDir: config.recordingsDir, store: objects }),
    readAsked: createReadAsked({ recordingsDir: config.recordingsDir, store: objects }),
    publishTranscript: createTranscriptPublisher({
      transcripts: createTranscriptRepository(database.prisma),
      store: objects,
    }).publish,
    onSessionChanged: (session) => rooms.sessionChanged(toSessionInfo(session)),
    onSessionDeleted: ({ sessionId }) => void rooms.sessionDeleted(sessionId),
    onLinkRevoked: (...link) => void rooms.linkRevoked(...link).catch(ignoreClosed),
    onAccountClosed: (personId) => void rooms.accountClosed(personId).catch(ignoreClosed),
    onPollsDrafted: (sessionId) => rooms.pollsDrafted(sessionId),
    onDecksChanged: (sessionId) => rooms.decksChanged(sessionId),
    onPracticeOpened: (...practice) => rooms.practiceOpened(...practice),
    onRundownChanged: (sessionId) => rooms.rundownChanged(sessionId),
    onDeferred: (session) => rooms.questionsDeferred(toSessionInfo(session)),
  });
  await domain.questions.endAnswers();
  // Before recovery: what was deleted is not to be found again. Nothing here waits for the object store, which may be away.
  await domain.purges.recover();
  scope.every('purges', purgeMs, domain.purges.start);
  await domain.practiceRecordings.recover();
  const sweepEvery = (everyMs: number, what: string, sweep: () => Promise<unknown>): void => {
    const once = (): void => {
      sweep().catch((error: unknown) =>
        log.error({ err: error }, `${what} not looked through`),
      );
    };
    scope.every(what, everyMs, once);
    once();
  };
  sweepEvery(practiceSweepMs, 'practices', () => domain.practiceRecordings.sweep());
  sweepEvery(wordsMs, 'transcripts', () => domain.transcriptDesk.sweep());
  await domain.deckDesk.recover();
  await recordings.recoverInterrupted(
    async (sessionId) => (await domain.sessions.findById(sessionId))?.state === 'live',
  );
  const iceServersFor = createIceServers(config.turn, clock);
  const lineTests = new LineTests({ plane, iceServersFor, clock, scope, log });
  const rooms = createRooms({
    ...{ plane, iceServersFor },
    sessions: createRoomSessions(domain.sessions, domain.links),
    attendance: createAttendanceRepository(database.prisma),
    polls: createPollRepository(database.prisma),
    removals: createRemovalRepository(database.prisma),
    chat: createChatRepository(database.prisma),
    decks: createDeckRepository(database.prisma),
    marks: createMarkRepository(database.prisma),
    rundowns: createRundownRepository(database.prisma),
    openRecorder: recordings.openRoomRecorder,
    questions: {
      repository: domain.questions,
      pseudonym: (personKey) => toPseudonym(keys, personKey),
    },
    limits: config.rooms,
    ...{ clock, log, scope },
  });

  const clientFiles = await openClientFiles(clientFolder);
  const http = await createHttpServer({
    ...{ config: config.http, log, scope },
    routers: [
      {
        path: '/',
        router: createHealthRoutes({
          checks: [
            { name: 'database', check: checkDatabase },
            { name: 'objects', check: checkObjects },
            { name: 'media workers', check: () => someWorker(plane.workerPids()) },
          ],
        }),
      },
      { path: '/media', router: createMediaRoutes({ store: objects, log }) },
      ...createApiRouters(domain, publicOrigin).map((router) => ({ path: '/api', router })),
      {
        path: '/',
        router: createFeedRoutes({
          feeds: domain.feeds,
          episodes: domain.episodes,
          publicOrigin,
        }),
      },
      {
        path: '/',
        router: createPageRoutes({
          ...domain,
          pages: domain.publicPages,
          clientFiles,
          publicOrigin,
        }),
      },
    ],
  });
  attachSockets({
    httpServer: http.server,
    ...createSocketDoor({ publicOrigin, trustedProxies }),
    ...{ rooms, lineTests, identity: domain.identity, keys, scope, log },
  });

  // Everything published is read for it: not while a room needs the line.
  const keepTime = (): void => {
    if (rooms.count().live > 0) return;
    domain.retention.sweep().catch((error: unknown) => {
      log.error({ err: error }, 'takes not looked through');
    });
    if (config.keepNamesMs === undefined) return;
    const endedBefore = new Date(clock.now().getTime() - config.keepNamesMs);
    forgetAudience(database.prisma, endedBefore).catch((error: unknown) => {
      log.error({ err: error }, 'names of audiences not forgotten');
    });
  };
  scope.every('retention', retentionMs, keepTime);
  keepTime();

  const needMachine = watchBusy(() => [process.pid, ...plane.workerPids()], scope);

  const isLive = (): boolean => rooms.count().live > 0;
  return {
    isOpen: (recordingId) => recordings.isOpen(recordingId),
    isBusy: () => isLive() && needMachine(),
    isLive,
    async listen() {
      const { origin } = await http.listen();
      return { origin, ownerLink: await domain.firstRun(origin) };
    },
  };
}

async function someWorker(pids: readonly number[]): Promise<void> {
  if (pids.length === 0) throw new Error('no media worker is running');
  return Promise.resolve();
}
