import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellStory } from '../../media/capture/session-story.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { recordingFiles, recordingPrefix } from '../../media/contract/recording-files.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openMinioObjectStore } from '../../server/platform/object-store-minio.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { isHeard, lengthMs, playToEnd, tenthMs } from '../chaos/time-code.ts';
import { startHub } from '../support/hub-process.ts';
import { openLiveHub, type LiveHub } from '../support/live-hub.ts';
import { goLiveAlone } from '../support/lone-speaker.ts';
import { startPostgres } from '../support/postgres.ts';
import { descendantsOf } from '../support/processes.ts';
import { fetchPublished } from '../support/published.ts';
import { recordingCommand } from '../support/recording-command.ts';
import { RestClient } from '../support/rest-client.ts';
import { startS3Server } from '../support/s3-server.ts';

/**
 * A machine burns down in the middle of a session: all its processes and all its files are gone. What is left is the
 * database and the object store, and a machine that was never part of it.
 */
const scope = new Scope('test', silentLog);
/** What is on the lost machine alone: a segment that is not closed yet, and a turn of the copy. */
const atRiskMs = 72_000;
/** So long after its last word a hub counts as lost. */
const quietMs = 180_000;

let root: string;
let env: Record<string, string>;
let store: ObjectStore;
let database: Database;
let hub: LiveHub;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'serambi-rescue-'));
  scope.defer('files', () => rm(root, { recursive: true, force: true, maxRetries: 5 }));
  const databaseUrl = await startPostgres(scope);
  const s3 = await startS3Server(scope);
  env = {
    ...{ DATABASE_URL: databaseUrl, S3_ENDPOINT: s3.endpoint, S3_BUCKET: s3.bucket },
    ...{ S3_ACCESS_KEY: s3.accessKey, S3_SECRET_KEY: s3.secretKey },
  };
  hub = await openLiveHub({ folder: path.join(root, 'burning'), workers: 1, env }, scope);
  store = openMinioObjectStore(s3, silentLog);
  database = await openDatabase({ databaseUrl, dataDir: root }, scope, silentLog);
});
afterAll(() => scope.close('tests ended'));

/** Paths of what is in the object store of a recording. */
async function copiedOf(recordingId: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(`${recordingPrefix(recordingId)}/`)) keys.push(key);
  return keys;
}

/** On the other machine. */
const rescue = (recordingId: string) =>
  recordingCommand(['rescue', recordingId], { ...env, DATA_DIR: otherDir() });
const otherDir = (): string => path.join(root, 'other');

/** As if its hub had been silent for longer than that. */
async function age(recordingId: string): Promise<void> {
  const key = `${recordingPrefix(recordingId)}/timeline.jsonl`;
  const stored = await store.read(key);
  if (!stored) throw new Error('no timeline in the store');
  const lines = (await text(stored.body)).trim().split('\n');
  const older = lines.map((line) => {
    const event = JSON.parse(line) as { wallMs: number };
    return JSON.stringify({ ...event, wallMs: event.wallMs - quietMs - 1_000 });
  });
  await store.put(key, Buffer.from(`${older.join('\n')}\n`), stored.info);
}

test('a machine that burns down: another one publishes the session up to its last minute', async () => {
  const { slug, code } = await hub.schedule();
  const { startUs } = await goLiveAlone(hub, code, scope);
  const liveUs = systemClock.monoUs();
  const recordings = () => database.prisma.recording.findMany();
  await expect.poll(recordings, { timeout: 20_000 }).toHaveLength(1);
  const { recordingId = '' } = (await recordings())[0] ?? {};
  // Its first minute is closed, and copied.
  await expect
    .poll(() => copiedOf(recordingId), { timeout: 150_000, interval: 500 })
    .toContainEqual(expect.stringMatching(/0000\.rtpl$/));
  const wasLiveMs = (systemClock.monoUs() - liveUs) / 1_000;

  const { pid = 0 } = hub.process.process;
  const victims = descendantsOf(pid);
  await hub.process.stop('SIGKILL');
  for (const victim of victims) killIfThere(victim.pid);
  await rm(path.join(root, 'burning'), { recursive: true, maxRetries: 5 });

  // Whoever is too quick may be wrong about the machine.
  const tooEarly = await rescue(recordingId);
  expect(tooEarly.said).toContain('its hub may be alive');
  expect(tooEarly.code).toBe(2);
  await age(recordingId);
  const rescued = await rescue(recordingId);
  expect(rescued.said).toContain('made by the next machine that makes episodes');
  expect(rescued.code).toBe(0);

  const other = await startHub(otherDir(), env);
  scope.defer('other hub', async () => {
    await other.stop();
  });
  await expect
    .poll(async () => (await recordings()).map(({ state }) => state), { timeout: 120_000 })
    .toEqual(['ready']);
  const episode = await fetchPublished(new RestClient(other.origin), {
    ...{ origin: other.origin, slug, folder: root },
  });
  expect(episode.items).toBe(1);
  const played = await playToEnd(episode.file);
  expect(played.complaints).toBe('');
  expect(lengthMs(played)).toBeGreaterThan(wasLiveMs - atRiskMs);
  expect(lengthMs(played)).toBeGreaterThan(55_000);

  const { timeline } = recordingFiles(path.join(otherDir(), 'recordings'), recordingId);
  const { zeroUs = 0 } = tellStory((await readTimeline(timeline)).events);
  const tenths = Math.floor(lengthMs(played) / tenthMs) - 2;
  const first = Math.ceil((zeroUs - startUs) / 1_000 / tenthMs);
  const heard = Array.from({ length: tenths }, (_, n) => first + n).filter((tenth) =>
    isHeard(played, tenth, (startUs - zeroUs) / 1_000 + tenth * tenthMs),
  );
  // Sound takes a moment to begin.
  expect(tenths - heard.length).toBeLessThanOrEqual(5);
});

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with its hub.
  }
}
