import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { configureFfmpeg } from '../../media/ffmpeg/ffmpeg-settings.ts';
import { createYieldGate, openGate } from '../../media/ffmpeg/gate.ts';
import { createDiskRoom } from '../../media/jobs/disk-room.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { aSeries, aSession, emptyTables } from '../support/stored.ts';
import { createTestProcessor, createTestSteps } from '../support/test-pipeline.ts';
import { findFfmpegs } from '../support/video-meters.ts';
import { makeVoiceTake } from '../support/voice-takes.ts';

/** An episode is made on a disk that a live recording needs: real steps and files; only the free space is told. */

const suite = new Scope('suite', silentLog);
const gigabyte = 1e9;
const reserveBytes = 0.25 * gigabyte;
const plenty = 10 * gigabyte;
/** Long enough to be caught in the act. */
const durationMs = 120_000;
let root: string;
let store: ObjectStore;
let takes: RemuxedTake[];
let database: Database;
let recordingId: string;
let freeBytes: number;
let isLive: boolean;
const disk = createDiskRoom({
  ...{ reserveBytes, freeBytes: () => freeBytes, isLive: () => isLive },
});

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi space '));
  suite.defer('files', () => rm(root, { recursive: true, force: true }));
  store = await openLocalObjectStore(path.join(root, 'objects'));
  const sound = "aevalsrc='0.3*sin(2*PI*(300+100*sin(t))*t)*lt(mod(t,4),3)':s=48000";
  takes = [await makeVoiceTake(root, { peerId: 'sari', firstMs: 0, seconds: 20, sound })];
  database = await openTestDatabase(suite);
});
beforeEach(async () => {
  await emptyTables(database);
  await database.prisma.library.create({ data: { name: 'Perpustakaan Kota' } });
  const { seriesId } = await aSeries(database, { publishMode: 'automatic' });
  const { sessionId } = await aSession(database, { seriesId });
  recordingId = `rekaman-${sessionId}`;
  const now = new Date();
  await database.prisma.recording.create({
    data: { recordingId, sessionId, state: 'processing', startedAt: now, endedAt: now },
  });
  [freeBytes, isLive] = [plenty, true];
  configureFfmpeg({
    gate: createYieldGate({ isBusy: () => false, isShort: () => disk.spareBytes() < 0 }),
  });
});
afterEach(() => configureFfmpeg({ gate: openGate }));
afterAll(() => suite.close('suite over'));

const run = (): Promise<void> =>
  createTestProcessor({
    ...{ database, store, recordingsDir: root, disk },
    steps: createTestSteps(database, { takes, durationMs }),
  })({ recordingId, revision: 1 }, suite.signal);
const rows = () =>
  database.prisma.processingStep.findMany({
    ...{ where: { recordingId }, orderBy: { position: 'asc' } },
  });
const told = async () =>
  (await rows()).flatMap(({ name, state, error }) => (error ? [{ name, state, error }] : []));
const workDir = () => recordingFiles(root, recordingId).work;
const says = (words: string): unknown => expect.stringContaining(words);

const aMixing = () =>
  expect
    .poll(() => findFfmpegs(path.join(workDir(), 'mix')), { timeout: 30_000, interval: 20 })
    .not.toEqual([]);

async function expectEpisode(): Promise<void> {
  const { state } = await database.prisma.recording.findUniqueOrThrow({
    where: { recordingId },
  });
  expect([state, await told()]).toEqual(['ready', []]);
  expect(await database.prisma.episode.count()).toBe(1);
}

test('where its takes would not fit once more nothing begins; it says how much is lacking, and begins by itself', async () => {
  const take = recordingFiles(root, recordingId).take('sari');
  await mkdir(take, { recursive: true });
  await writeFile(path.join(take, '0000.rtpl'), Buffer.alloc(1_000_000));
  freeBytes = 2 * reserveBytes + 999_999;
  const running = run();
  await expect
    .poll(told)
    .toEqual([{ name: 'collect', state: 'waiting', error: says('0,1 GB lagi') }]);
  // A room that is not live any more leaves a reserve.
  isLive = false;
  await running;
  await expectEpisode();
}, 60_000);

test('while a live recording needs what is left of the disk work stands still and says so', async () => {
  const running = run();
  await aMixing();
  freeBytes = 2 * reserveBytes - 1;
  await expect
    .poll(told, { timeout: 5_000 })
    .toEqual([{ name: 'mix', state: 'running', error: says('untuk merekam') }]);
  freeBytes = plenty;
  await running;
  await expectEpisode();
}, 60_000);

test('before a live recording loses pictures all that was made gives way, and is made again after it', async () => {
  const running = run();
  await aMixing();
  freeBytes = 1.5 * reserveBytes - 1;
  await expect
    .poll(told, { timeout: 5_000 })
    .toEqual([
      { name: 'mix', state: 'waiting', error: says('hasil olahan sejauh ini dihapus') },
    ]);
  expect(await readdir(workDir())).toEqual([]);
  expect(await findFfmpegs(root)).toEqual([]);
  // Room for what it had, and not for more: it would have to make way again.
  freeBytes = 2 * reserveBytes + 1_000;
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await readdir(workDir())).toEqual([]);
  isLive = false;
  await running;
  await expectEpisode();
}, 90_000);
