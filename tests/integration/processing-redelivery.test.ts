import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { PipelineSteps } from '../../media/jobs/make-episode.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createProcessingRepository } from '../../server/store/processing-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { addRecording, aSession } from '../support/stored.ts';
import { createTestProcessor, createTestSteps } from '../support/test-pipeline.ts';
import { makeVoiceTake } from '../support/voice-takes.ts';

/** What comes after a recording is made is done in the end, also when its job has to be delivered once more for it. */

const scope = new Scope('redelivery', silentLog);
const durationMs = 6_000;
const never = new AbortController().signal;
let root: string;
let store: ObjectStore;
let database: Database;
let takes: RemuxedTake[];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-redelivery-'));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  store = await openLocalObjectStore(path.join(root, 'objects'));
  database = await openTestDatabase(scope);
  const sound = "aevalsrc='0.3*sin(2*PI*300*t)*lt(mod(t,2),1)':s=48000";
  takes = [await makeVoiceTake(root, { peerId: 'budi', firstMs: 0, seconds: 6, sound })];
});
afterAll(() => scope.close('done'));

const record = async () => {
  const session = await aSession(database);
  const { recordingId } = await addRecording(database, session, { state: 'processing' });
  return { session, recordingId };
};
const stateOf = async (recordingId: string) =>
  (await database.prisma.recording.findUniqueOrThrow({ where: { recordingId } })).state;

function processor(
  more: {
    steps?: Partial<PipelineSteps>;
    objects?: ObjectStore;
    onReady?: () => Promise<void>;
  } = {},
) {
  const { onReady, objects = store } = more;
  return createTestProcessor({
    ...{ database, store: objects, recordingsDir: root },
    ...(onReady ? { onReady } : {}),
    steps: { ...createTestSteps(database, { takes, durationMs }), ...more.steps },
  });
}

test('the job that follows is added, though its queue was away when the episode was ready', async () => {
  const { recordingId } = await record();
  let asked = 0;
  const deliver = processor({
    onReady() {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('The queue is away.')) : Promise.resolve();
    },
  });
  const job = { recordingId, revision: 1 };
  await expect(deliver(job, never)).rejects.toThrow('The queue is away.');
  expect(await stateOf(recordingId)).toBe('ready');
  await deliver(job, never);
  expect(asked).toBe(2);
});

test('of a practice nothing stays, though the store was away when its sounds were made', async () => {
  const { session, recordingId } = await record();
  const practice = await aSession(database, { seriesId: session.series.seriesId });
  await database.prisma.session.update({
    where: { sessionId: session.sessionId },
    data: { keptOfId: practice.sessionId, keptUntil: new Date() },
  });
  const copy = `recordings/${recordingId}/timeline.jsonl`;
  const meta = { contentType: 'application/octet-stream', cacheControl: 'private, no-store' };
  await store.put(copy, Buffer.from('x'), meta);
  const job = { recordingId, revision: 1 };
  const away = { ...store, deletePrefix: () => Promise.reject(new Error('It is away.')) };
  await expect(processor({ objects: away })(job, never)).rejects.toThrow('It is away.');
  expect(await stateOf(recordingId)).toBe('ready');
  await processor()(job, never);
  expect(await store.find(copy)).toBeUndefined();
  await expect(readdir(recordingFiles(root, recordingId).root)).rejects.toThrow('ENOENT');
  expect(await stateOf(recordingId)).toBe('ready');
  expect(await store.find(`practices/${recordingId}/mix.mp3`)).toBeDefined();
});

test('stopped and tried again before the run had noticed, it is made', async () => {
  const { recordingId } = await record();
  const processing = createProcessingRepository(database.prisma);
  const steps = createTestSteps(database, { takes, durationMs });
  const stopped = processor({
    steps: {
      collect: {
        ...steps.collect,
        async run(_input, { signal }) {
          await processing.cancel(recordingId);
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          await processing.restart(recordingId);
          throw signal.reason;
        },
      },
    },
  });
  const job = { recordingId, revision: 1 };
  // Its job is the only one there is: it has to come again.
  await expect(stopped(job, never)).rejects.toThrow('Not wanted any more');
  await processor()(job, never);
  expect(await stateOf(recordingId)).toBe('ready');
});
