import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobodyTakesIt } from '../../media/jobs/failure-words.ts';
import { createJobQueue, type JobQueue } from '../../media/jobs/queue.ts';
import { createRecognitionRefusal } from '../../media/jobs/refuse-recognition.ts';
import { createProcessingRepository } from '../../media/store/processing-repository.ts';
import { createRecognitionRepository } from '../../media/store/recognition-repository.ts';
import { startTellingWhoWaits } from '../../media/tell-waiting.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createTranscriptRepository } from '../../server/store/transcript-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { aSession } from '../support/stored.ts';

/** What hosts read of a recording that no media machine takes. */

const scope = new Scope('test', silentLog);
let database: Database;
let queue: JobQueue;

beforeAll(async () => {
  database = await openTestDatabase(scope);
  queue = await createJobQueue({ database, log: silentLog, scope, runner: 'hub' });
});
afterAll(() => scope.close('over'));

async function waitingRecording(): Promise<string> {
  const { sessionId } = await aSession(database);
  const recordingId = `rekaman-${sessionId}`;
  const recording = {
    recordingId,
    sessionId,
    state: 'processing',
    startedAt: new Date(),
  } as const;
  await database.prisma.recording.create({ data: recording });
  await queue.enqueue('process-recording', { recordingId, revision: 1 });
  return recordingId;
}
const wordsOf = async (recordingId: string) =>
  (await database.prisma.processingStep.findMany({ where: { recordingId } })).map(
    ({ error }) => error,
  );
const activate = (recordingId: string) =>
  database.executeSql(
    `UPDATE pgboss.job SET state = 'active', started_on = now() WHERE data->>'recordingId' = $1`,
    [recordingId],
  );

test('nobody takes it: its hosts read so, and no longer once it begins', async () => {
  const own = scope.child('told');
  const recordingId = await waitingRecording();
  startTellingWhoWaits({ database, log: silentLog, scope: own, afterMs: 0, lookEveryMs: 50 });
  await expect.poll(() => wordsOf(recordingId)).toEqual([nobodyTakesIt.id]);
  await activate(recordingId);
  await own.close('taken');
  await createProcessingRepository(database.prisma).start(recordingId, 'collect');
  expect(await wordsOf(recordingId)).toEqual([null]);
});

test('while a machine is at work on another, or before a minute is over, nothing is said', async () => {
  const own = scope.child('patient');
  const busy = await waitingRecording();
  await activate(busy);
  const next = await waitingRecording();
  let looks = 0;
  const counting: Pick<Database, 'prisma' | 'executeSql'> = {
    prisma: database.prisma,
    executeSql: async (...query) => {
      const answer = await database.executeSql(...query);
      looks += 1;
      return answer;
    },
  };
  const look = { database: counting, log: silentLog, lookEveryMs: 50 };
  startTellingWhoWaits({ ...look, scope: own, afterMs: 0 });
  await expect.poll(() => looks).toBeGreaterThan(2);
  await own.close('looked');
  await database.executeSql(`UPDATE pgboss.job SET state = 'completed' WHERE state = 'active'`);
  looks = 0;
  startTellingWhoWaits({ ...look, scope });
  await expect.poll(() => looks).toBeGreaterThan(2);
  expect(await wordsOf(next)).toEqual([]);
});

test('a draft that no program can write any more is not waited for', async () => {
  const { recordingId } = await database.prisma.recording.findFirstOrThrow();
  const failed = { recordingId, state: 'failed', attempt: 2, problem: 'exit 1' };
  await database.prisma.recognition.create({ data: failed });
  await queue.work(
    'transcribe-recording',
    1,
    createRecognitionRefusal(createRecognitionRepository(database.prisma)),
  );
  await queue.enqueue('transcribe-recording', { recordingId, revision: 1 });
  const now = () => database.prisma.recognition.findUnique({ where: { recordingId } });
  const problem = expect.stringContaining('TRANSCRIBE_COMMAND') as string;
  await expect.poll(now, { timeout: 10_000 }).toMatchObject({ state: 'failed', problem });
  // Whoever pressed writes that it waits only now, and finds that it has been begun since.
  await createTranscriptRepository(database.prisma).awaitRecognition(recordingId, 2);
  expect(await now()).toMatchObject({ state: 'failed' });
});
