import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { purgeOfSession } from '../../server/purges/purge.ts';
import { createPurgeRepository } from '../../server/store/purge-repository.ts';
import { makeFolder } from '../support/folder.ts';
import { startHub } from '../support/hub-process.ts';
import { putMadeDatabase } from '../support/made-database.ts';
import { aSeries, aSession } from '../support/stored.ts';

const scope = new Scope('test', silentLog);
afterEach(() => scope.close('done'));

/** Half of what four purges waited for the store; a live session whose hub is away for that long is ended. */
const startsWithinMs = 60_000;

/** Takes connections and says nothing, as a store does whose disk hangs. */
async function startHungStore(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer(
    (socket) => void sockets.add(socket.on('error', () => undefined)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  scope.defer('hung store', () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a hub with much to purge and to make is there at once though its object store hangs', async () => {
  const dataDir = await makeFolder(scope);
  await putMadeDatabase(dataDir);
  const before = scope.child('before');
  const database = await openDatabase({ databaseUrl: undefined, dataDir }, before, silentLog);
  const purges = createPurgeRepository(database.prisma);
  for (let deleted = 0; deleted < 4; deleted += 1) {
    const left = { sessionId: newId(), recordingIds: [newId()], episodeId: newId() };
    await purges.add(purgeOfSession(left, new Date(0)));
  }
  // Recordings whose takes are elsewhere: whether they can be had here, only the store knows.
  await database.prisma.library.create({ data: { name: 'Perpustakaan Kota' } });
  const { seriesId } = await aSeries(database);
  for (let ended = 0; ended < 3; ended += 1) {
    const { sessionId } = await aSession(database, { seriesId });
    const at = new Date();
    await database.prisma.recording.create({
      data: {
        recordingId: newId(),
        sessionId,
        state: 'processing',
        startedAt: at,
        endedAt: at,
      },
    });
  }
  await before.close('filled');

  const startedMs = Date.now();
  const hub = await startHub(dataDir, {
    S3_ENDPOINT: await startHungStore(),
    ...{ S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 's' },
  });
  const tookMs = Date.now() - startedMs;
  await hub.stop('SIGKILL');
  expect(tookMs).toBeLessThan(startsWithinMs);
}, 180_000);
