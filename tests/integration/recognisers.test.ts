import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { openDisk } from '../../media/jobs/disk-room.ts';
import { createJobQueue, type JobQueue } from '../../media/jobs/queue.ts';
import { startMedia } from '../../media/start-media.ts';
import { createRecognitionRepository } from '../../media/store/recognition-repository.ts';
import { createRecognisers } from '../../media/store/recognisers.ts';
import { startTellingOfRecognition } from '../../media/tell-recognition.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { isRunning, startLeftRecogniser } from '../support/processes.ts';
import { aSession } from '../support/stored.ts';

/** Several media machines, of which one has a command that recognises speech, and another makes the episodes. */

const scope = new Scope('test', silentLog);
let root: string;
let database: Database;
let queue: JobQueue;
/** Of a run of this machine that was killed, on a recording that it has nothing to do with any more. */
let left: number;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi recognisers '));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  database = await openTestDatabase(scope);
  queue = await createJobQueue({ database, log: silentLog, scope, runner: 'without' });
  const { work } = recordingFiles(path.join(root, 'recordings'), 'earlier');
  await mkdir(work, { recursive: true });
  left = await startLeftRecogniser(scope, path.join(work, 'transcribe', 'budi.wav'));
  const s3 = { endpoint: '', bucket: '', region: '', accessKey: '', secretKey: '' };
  await startMedia({
    config: {
      ...{ dataDir: root, recordingsDir: path.join(root, 'recordings') },
      // It shares them: that is all that is read of these.
      ...{ databaseUrl: 'postgres://elsewhere', s3 },
      media: {
        ...{ jobs: 1, yieldToRooms: false, usesHardware: false, prepareLive: false },
        ...{ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe', transcribeCommand: undefined },
      },
    },
    objectStore: await openLocalObjectStore(path.join(root, 'objects')),
    ...{ database, queue, isBusy: () => false, disk: openDisk, log: silentLog, scope },
  });
});
afterAll(() => scope.close('over'));

test('a recogniser that an earlier run left behind is ended at the start', async () => {
  await expect.poll(() => isRunning(left)).toBe(false);
});

/** One whose episode this machine has made; it is asked what is left to do. */
async function makeEpisode(): Promise<string> {
  const { sessionId } = await aSession(database);
  const recordingId = `rekaman-${sessionId}`;
  await database.prisma.recording.create({
    data: { recordingId, sessionId, state: 'ready', startedAt: new Date() },
  });
  await queue.enqueue('process-recording', { recordingId, revision: 1 });
  await expect
    .poll(() => statesOf('process-recording', recordingId), { timeout: 10_000 })
    .toEqual(['completed']);
  return recordingId;
}
async function statesOf(name: string, recordingId: string): Promise<unknown[]> {
  const { rows } = await database.executeSql(
    `SELECT state::text FROM pgboss.job WHERE name = $1 AND data->>'recordingId' = $2`,
    [name, recordingId],
  );
  return rows.map(({ state }) => state);
}
const drafted = (recordingId: string) => statesOf('transcribe-recording', recordingId);
const told = async (recordingId: string) =>
  (await database.prisma.recognition.findUnique({ where: { recordingId } }))?.state;

test('where none recognises speech no draft is asked for; where another does, it is left to that one', async () => {
  expect(await drafted(await makeEpisode())).toEqual([]);
  const recognisers = createRecognisers(database);
  expect([await recognisers.isHere(), await recognisers.isKnown()]).toEqual([false, false]);
  await recognisers.see('with');
  expect([await recognisers.isHere(), await recognisers.isKnown()]).toEqual([true, true]);
  expect(await drafted(await makeEpisode())).toEqual(['created']);
});

test('while none of them is on, hosts read so, also of what one was at; and no longer once one is', async () => {
  const recognisers = createRecognisers(database);
  const rows = createRecognitionRepository(database.prisma);
  await recognisers.see('with');
  const [fresh, begun, written] = [
    await makeEpisode(),
    await makeEpisode(),
    await makeEpisode(),
  ];
  await rows.start(begun, 'transcribe');
  await rows.addDraft(written, 1, []);
  await database.executeSql(
    `UPDATE "Recogniser" SET "seenAt" = "seenAt" - interval '2 minutes'`,
  );
  startTellingOfRecognition({
    ...{ database, log: silentLog, scope },
    ...{ afterMs: 0, lookEveryMs: 50 },
  });
  await expect.poll(() => told(fresh)).toBe('nobody');
  await expect.poll(() => told(begun)).toBe('nobody');
  expect(await told(written)).toBeUndefined();
  // It may be on again tomorrow.
  expect(await drafted(await makeEpisode())).toEqual(['created']);

  await recognisers.see('with');
  await expect.poll(() => told(fresh)).toBe('waiting');
  await rows.start(fresh, 'transcribe');
  expect(await told(fresh)).toBe('running');
});
