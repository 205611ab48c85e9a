import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startForgettingCopies } from '../../media/forget-copies.ts';
import { startHandOver } from '../../media/hand-over.ts';
import { NotHere } from '../../media/jobs/not-here.ts';
import type { JobQueue } from '../../media/jobs/queue.ts';
import type { StepTools } from '../../media/jobs/step.ts';
import { collectStep, isCollectable } from '../../media/steps/collect.ts';
import { listRecording } from '../../media/steps/list-recording.ts';
import { AppError } from '../../server/platform/app-error.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createPracticeRecordingRepository } from '../../server/store/practice-recording-repository.ts';
import { createSessionDeletionRepository } from '../../server/store/session-deletion-repository.ts';
import { fakeQueue } from '../support/fake-queue.ts';
import { openMachines, type Machines } from '../support/machines.ts';
import { aSession } from '../support/stored.ts';

/** A hub without a pipeline and a media machine, which share nothing but a database and an object store. */

const scope = new Scope('test', silentLog);
let machines: Machines;
let store: ObjectStore;
let database: Database;

beforeAll(async () => {
  machines = await openMachines(scope);
  ({ store, database } = machines);
});
afterAll(() => scope.close('over'));

const onHub = (recordingId: string) => machines.filesOn('hub', recordingId);
const onMedia = (recordingId: string) => machines.filesOn('media', recordingId);

async function recordOnHub(): Promise<string> {
  const { sessionId } = await aSession(database);
  const recordingId = `rekaman-${sessionId}`;
  const startedAt = new Date();
  await database.prisma.recording.create({
    data: { recordingId, sessionId, state: 'processing', startedAt },
  });
  const files = onHub(recordingId);
  await mkdir(files.take('t1'), { recursive: true });
  await mkdir(files.work, { recursive: true });
  const start = { type: 'session.start', sessionId, recordingId, title: 'Bab', bootId: 'b' };
  const stamped = { ...start, seq: 0, monoUs: 1, wallMs: 1 };
  const end = { ...stamped, type: 'session.end', reason: 'ended', seq: 1 };
  const lines = [stamped, end].map((event) => `${JSON.stringify(event)}\n`);
  await writeFile(files.timeline, lines.join(''));
  await writeFile(path.join(files.take('t1'), '0000.rtpl'), 'RTPL1 first');
  await writeFile(path.join(files.take('t1'), '0001.rtpl'), 'RTPL1 second');
  await writeFile(path.join(files.work, 'mix.json'), '{}');
  return recordingId;
}

const optionsWith = (queue: JobQueue, objectStore = store) => ({
  ...{ database, objectStore, queue, log: silentLog, scope: scope.child('hub') },
  ...{ recordingsDir: machines.recordingsDir('hub'), firstDelayMs: 50 },
});

test('the takes are in the object store before the job is in the queue, and come out whole', async () => {
  const { queue, added } = fakeQueue();
  const enqueue = await startHandOver(optionsWith(queue));
  const recordingId = await recordOnHub();
  expect(await isCollectable({ recordingId, files: onMedia(recordingId), store })).toBe(false);
  await enqueue('process-recording', { recordingId, revision: 1 });
  await expect.poll(() => added).toEqual([recordingId]);
  expect(await isCollectable({ recordingId, files: onMedia(recordingId), store })).toBe(true);

  const tools = {
    ...{
      recordingId,
      revision: 1,
      files: onMedia(recordingId),
      workDir: machines.recordingsDir('work'),
      store,
    },
    ...{ log: silentLog, signal: scope.signal, progress: () => undefined },
  } satisfies StepTools;
  const collected = await collectStep.run({ present: undefined }, tools);
  expect(collected).toEqual(await listRecording(onHub(recordingId)));
  expect(collected.files.map((file) => file.path)).toEqual([
    'takes/t1/0000.rtpl',
    'takes/t1/0001.rtpl',
    'timeline.jsonl',
  ]);
  const second = path.join(onMedia(recordingId).take('t1'), '0001.rtpl');
  expect(await readFile(second, 'utf8')).toBe('RTPL1 second');
});

test('a machine deletes its copies of what was deleted elsewhere, and nothing else', async () => {
  const [deleted, over, kept] = [await recordOnHub(), await recordOnHub(), await recordOnHub()];
  const folders = [deleted, over, kept, 'of-another-database'].map((id) => onMedia(id).root);
  for (const folder of folders) await mkdir(path.join(folder, 'takes'), { recursive: true });
  const { sessionId } = await database.prisma.recording.update({
    where: { recordingId: deleted },
    data: { state: 'ready' },
  });
  const deletions = createSessionDeletionRepository(database.prisma);
  expect(await deletions.delete(sessionId, { by: 'Ibu Yanti', at: new Date() })).toBe(true);
  await database.prisma.recording.update({
    where: { recordingId: over },
    data: { takesDeletedAt: new Date() },
  });

  const recordingsDir = machines.recordingsDir('media');
  const forget = (open?: string) =>
    startForgettingCopies({
      ...{ database, recordingsDir, log: silentLog, scope: scope.child('media') },
      isOpen: (recordingId) => recordingId === open,
    });
  const here = () => readdir(recordingsDir);
  // What this machine is writing waits.
  await forget(over);
  expect(await here()).not.toContain(deleted);
  expect(await here()).toEqual(expect.arrayContaining([over, kept, 'of-another-database']));
  await forget();
  expect(await here()).not.toContain(over);
  expect(await here()).toEqual(expect.arrayContaining([kept, 'of-another-database']));
});

test('a machine deletes its copies of practices and of people who were taken out', async () => {
  const [practice, other] = [await recordOnHub(), await recordOnHub()];
  const take = { recordingId: other, peerId: 'p', kind: 'audio', source: 'microphone' };
  const more = { displayName: 'Sari', codec: 'opus', startedAt: new Date() };
  await database.prisma.take.createMany({
    data: [
      { ...take, ...more, takeId: 'copy-gone', withdrawnAt: new Date(), withdrawnBy: 'Ani' },
      { ...take, ...more, takeId: 'copy-kept' },
    ],
  });
  const { takes, take: folderOf, work } = onMedia(other);
  const stems = path.join(work, 'stems');
  for (const folder of [onMedia(practice).root, folderOf('copy-gone'), folderOf('copy-kept')]) {
    await mkdir(folder, { recursive: true });
  }
  await mkdir(stems, { recursive: true });
  const { timeline } = onMedia(other);
  const mark = (title: string) =>
    JSON.stringify({ type: 'mark', seq: 0, monoUs: 0, wallMs: 0, peerId: 'p', title });
  await writeFile(timeline, [mark('Sari bercerita'), mark('Penutup')].join('\n'));
  const { sessionId } = await database.prisma.recording.update({
    where: { recordingId: practice },
    data: { state: 'failed', session: { update: { keptUntil: new Date() } } },
  });
  await createPracticeRecordingRepository(database.prisma).delete(sessionId);

  const recordingsDir = machines.recordingsDir('media');
  const media = scope.child('media');
  const isOpen = (): boolean => false;
  await startForgettingCopies({
    database,
    recordingsDir,
    isOpen,
    log: silentLog,
    scope: media,
  });
  expect(await readdir(recordingsDir)).not.toContain(practice);
  expect(await readdir(takes)).toEqual(['copy-kept']);
  expect(await readdir(work)).not.toContain('stems');
  expect(await readFile(timeline, 'utf8')).toBe([mark(''), mark('Penutup')].join('\n'));
});

test('while the store is away the recording waits, and goes over when it is back', async () => {
  const { queue, added } = fakeQueue();
  let failures = 0;
  const flaky: ObjectStore = {
    ...store,
    put(...args) {
      if (failures < 3) {
        failures += 1;
        return Promise.reject(new AppError('unavailable', 'away'));
      }
      return store.put(...args);
    },
  };
  const recordingId = await recordOnHub();
  // What an earlier process left: startHandOver finds it by itself.
  await startHandOver(optionsWith(queue, flaky));
  await expect.poll(() => added, { timeout: 10_000 }).toContain(recordingId);
  expect(failures).toBe(3);
});

test('a recording that cannot go over holds up no other, and is handed over once', async () => {
  const { queue, added } = fakeQueue();
  const [stuck, good] = [await recordOnHub(), await recordOnHub()];
  let isMended = false;
  const partly: ObjectStore = {
    ...store,
    put: (key, ...rest) =>
      key.includes(stuck) && !isMended
        ? Promise.reject(new AppError('unavailable', 'away'))
        : store.put(key, ...rest),
  };
  const enqueue = await startHandOver(optionsWith(queue, partly));
  // As recovery does, right after.
  await enqueue('process-recording', { recordingId: stuck, revision: 1 });
  await expect.poll(() => added).toContain(good);
  expect(added).not.toContain(stuck);
  // Hosts read why on the step that waits for it.
  const steps = database.prisma.processingStep.findMany({ where: { recordingId: stuck } });
  expect(await steps).toEqual([
    expect.objectContaining({
      ...{ name: 'collect', state: 'waiting' },
      error: expect.stringContaining('Penyimpanan sedang tidak dapat dihubungi') as string,
    }),
  ]);
  isMended = true;
  await expect.poll(() => added, { timeout: 10_000 }).toContain(stuck);
  expect(added.filter((recordingId) => recordingId === stuck)).toHaveLength(1);
});

test('a Retry of what is not on this disk any more is left to the pipeline', async () => {
  const { queue, added } = fakeQueue();
  const enqueue = await startHandOver(optionsWith(queue));
  await enqueue('process-recording', { recordingId: 'gone', revision: 1 });
  await expect.poll(() => added).toContain('gone');
});

test('a recording that is nowhere is said to be nowhere', async () => {
  const files = onMedia('none');
  const tools = {
    ...{
      recordingId: 'none',
      revision: 1,
      files,
      workDir: machines.recordingsDir('work'),
      store,
    },
    ...{ log: silentLog, signal: scope.signal, progress: () => undefined },
  } satisfies StepTools;
  const collected = collectStep.run({ present: undefined }, tools);
  await expect(collected).rejects.toBeInstanceOf(NotHere);
});
