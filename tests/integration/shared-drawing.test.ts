import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PublishedObject } from '../../media/contract/published-objects.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { createJobQueue, type JobQueue } from '../../media/jobs/queue.ts';
import { uploadRecording } from '../../media/steps/collect.ts';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openMinioObjectStore } from '../../server/platform/object-store-minio.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createProcessingRepository } from '../../server/store/processing-repository.ts';
import { createSessionDeletionRepository } from '../../server/store/session-deletion-repository.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { startMediaProcess, type MediaProcess } from '../support/media-process.ts';
import { startPostgres } from '../support/postgres.ts';
import { packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { startS3Server } from '../support/s3-server.ts';
import { addRecording, aSession } from '../support/stored.ts';
import { arrivalsOf, writeRecording } from '../support/written-recording.ts';

/** Three media machines that share PostgreSQL, an S3 server and the picture of one session at a time. */

const scope = new Scope('test', silentLog);
const seconds = 56;
const names = ['satu', 'dua', 'tiga'] as const;
type Name = (typeof names)[number];
let root: string;
let database: Database;
let store: ObjectStore;
let queue: JobQueue;
let env: Record<string, string>;
const machines = new Map<Name, MediaProcess>();

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi machines '));
  scope.defer('files', () => rm(root, { recursive: true, force: true, maxRetries: 5 }));
  const databaseUrl = await startPostgres(scope);
  const s3 = await startS3Server(scope);
  store = openMinioObjectStore(s3, silentLog);
  env = {
    ...{ DATABASE_URL: databaseUrl, S3_ENDPOINT: s3.endpoint, S3_BUCKET: s3.bucket },
    ...{ S3_ACCESS_KEY: s3.accessKey, S3_SECRET_KEY: s3.secretKey },
  };
  database = await openDatabase({ databaseUrl, dataDir: root }, scope, silentLog);
  queue = await createJobQueue({ database, log: silentLog, scope });
  await database.prisma.library.create({ data: { name: 'Perpustakaan Kota' } });
  scope.defer('machines', async () => {
    for (const machine of machines.values()) await machine.stop('SIGKILL');
  });
});
afterAll(() => scope.close('over'));

const folderOf = (name: Name) => path.join(root, name);
const start = async (name: Name, more: Record<string, string> = {}): Promise<void> => {
  machines.set(name, await startMediaProcess(folderOf(name), { ...env, ...more }));
};
const kill = async (name: Name): Promise<void> => {
  expect(await machines.get(name)!.stop('SIGKILL')).toBe(null);
  machines.delete(name);
};

/** These run, and no others: whatever became of the test before, or of a first try. */
async function letRun(...wanted: Name[]): Promise<void> {
  for (const name of names) {
    if (machines.has(name) && !wanted.includes(name)) await kill(name);
    if (!machines.has(name) && wanted.includes(name)) await start(name);
  }
}

/** A session in which a camera goes on and off, so that its picture has many short parts; in the object store. */
async function record(): Promise<{ recordingId: string; sessionId: string }> {
  const session = await aSession(database);
  const { sessionId } = session;
  const { recordingId } = await addRecording(database, session, { state: 'processing' });
  const media = await loadFlashMedia();
  const sound = { frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 };
  const picture = { frames: packetiseVp8(media.vp8), frameMs: 1000 / 30, clockRate: 90_000 };
  const on = Array.from({ length: seconds / 7 }, (_, n) => ({
    ...{ fromMs: n * 7_000, toMs: n * 7_000 + 4_000 + n * 100 },
  }));
  await writeRecording(path.join(root, 'hub'), {
    ...{ recordingId, sessionId, ranges: [[0, seconds * 1_000]] },
    takes: [
      {
        takeId: 'sound',
        codec: 'opus',
        arrivals: arrivalsOf({ ...sound, fromMs: 0, toMs: seconds * 1_000 }),
      },
      ...on.map(
        (each, n) =>
          ({
            takeId: `picture-${n}`,
            codec: 'vp8',
            arrivals: arrivalsOf({ ...picture, ...each }),
          }) as const,
      ),
    ],
  });
  const files = recordingFiles(path.join(root, 'hub'), recordingId);
  await uploadRecording({ recordingId, files, store, signal: scope.signal });
  return { recordingId, sessionId };
}

const kick = (recordingId: string, revision = 1): Promise<void> =>
  queue.enqueue('process-recording', { recordingId, revision });
const stateOf = async (recordingId: string) =>
  (await database.prisma.recording.findUnique({ where: { recordingId } }))?.state;
const becomes = (recordingId: string, state: string) =>
  expect.poll(() => stateOf(recordingId), { timeout: 240_000, interval: 200 }).toBe(state);

type Job = { name: string; state: string; runner: string | null };
async function jobsOf(recordingId: string): Promise<Job[]> {
  const { rows } = await database.executeSql(
    `SELECT name, state::text, output->>'runner' AS runner FROM pgboss.job
     WHERE data->>'recordingId' = $1`,
    [recordingId],
  );
  return rows as Job[];
}

/** Which running machine has a job of this name now. */
async function whoHas(recordingId: string, name: string): Promise<Name | undefined> {
  const active = (await jobsOf(recordingId)).filter(
    (job) => job.name === name && job.state === 'active',
  );
  for (const machine of machines.keys()) {
    const runner = await readFile(path.join(folderOf(machine), 'runner-id'), 'utf8');
    if (active.some((job) => job.runner === runner.trim())) return machine;
  }
  return undefined;
}
async function whoTakes(recordingId: string, name: string): Promise<Name> {
  const look = () => whoHas(recordingId, name);
  await expect.poll(look, { timeout: 120_000, interval: 50 }).toBeDefined();
  return (await look()) ?? whoTakes(recordingId, name);
}

/** How often each machine has said something of a recording. */
async function countSaid(recordingId: string, words: string): Promise<Map<Name, number>> {
  const counts = new Map<Name, number>();
  for (const name of names) {
    const log = await readFile(path.join(folderOf(name), 'media.log'), 'utf8').catch(() => '');
    const lines = log.split('\n').filter((line) => line.includes(recordingId));
    const said = lines.filter((line) => line.includes(words));
    if (said.length > 0) counts.set(name, said.length);
  }
  return counts;
}
/** How many parts each machine has drawn for others. */
const helpedWith = (recordingId: string) =>
  countSaid(recordingId, 'part drawn for another machine');

/** Names and checksums of everything that the picture consists of. */
async function pictureOf(recordingId: string): Promise<string[]> {
  const [episode, ...others] = await database.prisma.episode.findMany({
    where: { recordingId },
  });
  expect(others).toEqual([]);
  return z
    .array(PublishedObject)
    .parse(episode!.objects)
    .map(({ key, sha256 }) => `${key.split('/').slice(-2).join('/')} ${sha256}`)
    .filter((object) => /^(720p|360p)\//.test(object))
    .toSorted();
}

async function expectNothingLeft(recordingId: string): Promise<void> {
  const left = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const { key } of store.list(`recordings/${recordingId}/drawing/`))
      found.push(key);
    const jobs = await jobsOf(recordingId);
    found.push(...jobs.filter(({ name }) => name === 'draw-part').map(({ state }) => state));
    for (const name of machines.keys()) {
      found.push(...(await readdir(path.join(folderOf(name), 'helping')).catch(() => [])));
    }
    return found;
  };
  await expect.poll(left, { timeout: 30_000 }).toEqual([]);
}

let alone: string[];

test('one machine alone makes the episode, and takes back what it offered', async () => {
  const { recordingId } = await record();
  await letRun('satu');
  await kick(recordingId);
  await becomes(recordingId, 'ready');
  alone = await pictureOf(recordingId);
  expect(alone.length).toBeGreaterThan(20);
  expect(await helpedWith(recordingId)).toEqual(new Map());
  await expectNothingLeft(recordingId);
}, 300_000);

test('a machine with another ffmpeg takes no part', async () => {
  const ffmpeg = path.join(root, 'another-ffmpeg');
  await writeFile(
    ffmpeg,
    '#!/bin/sh\n[ "$1" = -version ] && exec echo another\nexec ffmpeg "$@"\n',
    { mode: 0o755 },
  );
  await letRun('satu');
  const { recordingId } = await record();
  await kick(recordingId);
  await whoTakes(recordingId, 'process-recording');
  await start('dua', { FFMPEG_PATH: ffmpeg });
  await becomes(recordingId, 'ready');
  expect([...(await countSaid(recordingId, 'cannot draw')).keys()]).toEqual(['dua']);
  expect(await helpedWith(recordingId)).toEqual(new Map());
  expect(await pictureOf(recordingId)).toEqual(alone);
  await kill('dua');
}, 300_000);

test('three draw one session together, and make the same of it, byte for byte', async () => {
  await letRun(...names);
  const { recordingId } = await record();
  await kick(recordingId);
  await becomes(recordingId, 'ready');
  expect((await helpedWith(recordingId)).size).toBe(2);
  expect(await pictureOf(recordingId)).toEqual(alone);
  await expectNothingLeft(recordingId);
}, 300_000);

test('a helper that is killed, then the session’s own machine, break nothing', async () => {
  await letRun(...names);
  const { recordingId } = await record();
  await kick(recordingId);
  await kill(await whoTakes(recordingId, 'draw-part'));
  await whoTakes(recordingId, 'draw-part');
  await delay(1_500 * Math.random());
  await kill(await whoTakes(recordingId, 'process-recording'));
  // Their leases run out in 40 s: as if they had passed.
  await database.executeSql(
    "UPDATE pgboss.job SET started_on = started_on - interval '40 seconds' WHERE state = 'active'",
  );
  await becomes(recordingId, 'ready');
  expect(await pictureOf(recordingId)).toEqual(alone);
  await letRun(...names);
  await expectNothingLeft(recordingId);
}, 300_000);

test('somebody is taken out while it is drawn: nothing of that run stays, and another is made', async () => {
  await letRun(...names);
  const { recordingId } = await record();
  await kick(recordingId);
  await whoTakes(recordingId, 'draw-part');
  await createProcessingRepository(database.prisma).remake(recordingId);
  await kick(recordingId, 2);
  await becomes(recordingId, 'ready');
  expect(await pictureOf(recordingId)).toEqual(alone);
  await expectNothingLeft(recordingId);
}, 300_000);

test('a session that is deleted while it is drawn does not come back', async () => {
  await letRun(...names);
  const { recordingId, sessionId } = await record();
  await kick(recordingId);
  await whoTakes(recordingId, 'draw-part');
  const deletions = createSessionDeletionRepository(database.prisma);
  expect(await deletions.delete(sessionId, { by: 'Ani', at: new Date() })).toBe(true);
  await expectNothingLeft(recordingId);
  await expect
    .poll(() => jobsOf(recordingId).then((jobs) => jobs.map(({ state }) => state)), {
      timeout: 30_000,
    })
    .toEqual(['completed']);
  await expectNothingLeft(recordingId);
}, 300_000);
