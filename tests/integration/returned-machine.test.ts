import { access, appendFile, cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { forgetCopies } from '../../media/forget-copies.ts';
import { startHandOver } from '../../media/hand-over.ts';
import { createJobQueue, type JobQueue } from '../../media/jobs/queue.ts';
import { rebuildRecording } from '../../media/maintenance/rebuild-recording.ts';
import { collectStep, listPresent, uploadRecording } from '../../media/steps/collect.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { rescueRecording } from '../../server/rescue.ts';
import { createProcessingRepository } from '../../server/store/processing-repository.ts';
import { createWithdrawalRepository } from '../../server/store/withdrawal-repository.ts';
import { takeIn } from '../../server/take-in.ts';
import { leaveLive } from '../support/left-live.ts';
import { openMachines, type Machines } from '../support/machines.ts';
import { remux } from '../support/test-recordings.ts';

/**
 * A machine loses its power in the middle of a session, and another one rescues what was copied. Then it is switched on
 * again, with Ani's last words, which nobody else has.
 */

const scope = new Scope('test', silentLog);
let machines: Machines;
let queue: JobQueue;
let recordingId: string;

beforeAll(async () => {
  machines = await openMachines(scope);
  const { database } = machines;
  queue = await createJobQueue({ database, log: silentLog, scope, runner: 'other' });
});
afterAll(() => scope.close('over'));

const [lost, other] = ['lost', 'other'];
const filesOn = (machine: string) => machines.filesOn(machine, recordingId);
const transferOn = (machine: string) => ({
  ...{ recordingId, files: filesOn(machine), store: machines.store, signal: scope.signal },
  progress: () => undefined,
});

beforeEach(async () => {
  const { database, store, recordingsDir } = machines;
  // Each is recorded with the same takes.
  await database.prisma.take.deleteMany();
  ({ recordingId } = await leaveLive(recordingsDir(lost), database));
  // Copied while live: all but what Ani said last.
  await uploadRecording(transferOn(lost));
  await store.deletePrefix(`recordings/${recordingId}/takes/ani-2/`);
  await rescueRecording(recordingId, {
    ...{ database, objects: store, queue, recordingsDir: recordingsDir(other) },
    ...{ clock: systemClock, log: silentLog, signal: scope.signal },
    onProgress: () => undefined,
  });
});

async function stored(): Promise<string> {
  const object = await machines.store.read(`recordings/${recordingId}/timeline.jsonl`);
  return object ? text(object.body) : '';
}
const takesOn = async (machine: string): Promise<string[]> =>
  (await remux(machines.recordingsDir(machine), recordingId, scope)).takes
    .map(({ takeId }) => takeId)
    .sort();
const collectOn = async (machine: string) => {
  const tools = {
    ...transferOn(machine),
    revision: 1,
    workDir: machines.recordingsDir('work'),
    log: silentLog,
  };
  return collectStep.run({ present: await listPresent(transferOn(machine)) }, tools);
};
const rebuildOn = (machine: string) => {
  const { database, store, recordingsDir } = machines;
  return rebuildRecording(database.prisma, recordingId, filesOn(machine), () =>
    takeIn(recordingId, {
      ...{ database, objects: store, recordingsDir: recordingsDir(machine) },
      ...{ clock: systemClock, signal: scope.signal },
    }),
  );
};
/** One more of Ani's, of which neither the store nor the database was told. */
async function beginTakeOnLost(takeId: string): Promise<void> {
  const { timeline, take } = filesOn(lost);
  const begun = (await readFile(timeline, 'utf8'))
    .split('\n')
    .find((line) => line.includes('"ani-2"'));
  await appendFile(timeline, `${begun?.replace('"ani-2"', `"${takeId}"`)}\n`);
  await cp(take('ani-2'), take(takeId), { recursive: true });
}

test('a hub without a pipeline puts nothing over what was rescued, and keeps what it has', async () => {
  const [before, own] = [await stored(), await readFile(filesOn(lost).timeline, 'utf8')];
  expect(before).toContain('session.end');
  const { database, store, recordingsDir } = machines;
  const added: string[] = [];
  const enqueue = await startHandOver({
    ...{ database, objectStore: store, recordingsDir: recordingsDir(lost), log: silentLog },
    queue: {
      ...queue,
      enqueue: (_name, payload) => Promise.resolve(void added.push(payload.recordingId)),
    },
    scope: scope.child('lost'),
  });
  // As recovery does, and a host's Retry.
  await enqueue('process-recording', { recordingId, revision: 1 });
  await expect.poll(() => added).toContain(recordingId);
  expect(await stored()).toBe(before);
  expect(await readFile(filesOn(lost).timeline, 'utf8')).toBe(own);
});

test('where it makes episodes itself it makes the rescued one, and keeps what it has more aside', async () => {
  const own = await readFile(filesOn(lost).timeline, 'utf8');
  await collectOn(lost);
  expect(await readFile(filesOn(lost).timeline, 'utf8')).toBe(await stored());
  expect(await readFile(filesOn(lost).returned, 'utf8')).toBe(own);
  expect((await collectOn(lost)).files.map((file) => file.path)).not.toContain(
    path.basename(filesOn(lost).returned),
  );
});

test.each(['at once', 'after it had made the rescued episode'])(
  'rebuilt there, the episode has all of it, on every machine: %s',
  async (when) => {
    const { prisma } = machines.database;
    await collectOn(other);
    expect(await takesOn(other)).toEqual(['ani-1', 'budi-1']);
    if (when !== 'at once') await collectOn(lost);
    await expect(rebuildOn(lost)).rejects.toMatchObject({ code: 'conflict' });
    await prisma.recording.update({
      where: { recordingId },
      data: { state: 'ready' },
    });
    expect(await rebuildOn(lost)).toEqual({ revision: 2 });
    for (const machine of [lost, other, 'third']) {
      await collectOn(machine);
      expect(await takesOn(machine)).toEqual(['ani-1', 'ani-2', 'budi-1']);
    }
    expect(await stored()).toContain('session.end');
    await expect(access(filesOn(lost).returned)).rejects.toThrow('ENOENT');
    const takes = await prisma.take.findMany({ where: { recordingId } });
    expect(takes.map(({ takeId, endedAt }) => endedAt && takeId).sort()).toEqual([
      ...['ani-1', 'ani-2', 'budi-1'],
    ]);
  },
);

test.each(['at once', 'after it was switched on, and had forgotten her'])(
  'who was taken out meanwhile does not come back with what only this machine has: %s',
  async (when) => {
    const { database, store, recordingsDir } = machines;
    const { prisma } = database;
    await beginTakeOnLost('ani-3');
    const at = new Date();
    const deed = { who: { displayName: 'Ani' }, by: 'Bu Yanti', at, asked: [] };
    await createWithdrawalRepository(prisma).withdraw(recordingId, deed);
    await prisma.recording.update({ where: { recordingId }, data: { state: 'ready' } });
    if (when !== 'at once') {
      const here = { database, recordingsDir: recordingsDir(lost), log: silentLog };
      expect(await forgetCopies([recordingId], here)).toEqual([]);
      expect(await readdir(filesOn(lost).takes)).toEqual(['budi-1']);
    }
    await rebuildOn(lost);
    expect(await takesOn(lost)).toEqual(['budi-1']);
    expect(await readdir(filesOn(lost).takes)).toEqual(['budi-1']);
    const keys: string[] = [];
    for await (const { key } of store.list(`recordings/${recordingId}/`)) keys.push(key);
    expect(keys.join()).not.toMatch(/ani-[23]/);
    expect(await stored()).toContain('ani-3');
    expect(await stored()).not.toContain('"Ani"');
    const takes = await prisma.take.findMany({ where: { recordingId } });
    const gone = takes.filter(({ withdrawnAt }) => withdrawnAt !== null);
    expect(gone.map(({ takeId }) => takeId).sort()).toEqual(['ani-1', 'ani-2', 'ani-3']);
    expect(gone.every(({ withdrawnBy }) => withdrawnBy === 'Bu Yanti')).toBe(true);
    const { sessionId } = await prisma.recording.findUniqueOrThrow({ where: { recordingId } });
    const told = await createProcessingRepository(prisma).findBySession(sessionId);
    expect(told?.takes.map(({ displayName }) => displayName).sort()).toEqual([
      'Ani',
      'Ani',
      'budi',
    ]);
  },
);

test('takes whose time is over while they are given to the store are in it no more', async () => {
  const { prisma } = machines.database;
  const over = { state: 'ready', takesDeletedAt: new Date() } as const;
  await prisma.recording.update({ where: { recordingId }, data: over });
  const { store, recordingsDir, database } = machines;
  await takeIn(recordingId, {
    ...{ database, objects: store, recordingsDir: recordingsDir(lost) },
    ...{ clock: systemClock, signal: scope.signal },
  });
  expect(await stored()).toBe('');
});

test('who said no, of which only the database knows, does not come back with what this machine has', async () => {
  const { prisma } = machines.database;
  const { sessionId } = await prisma.recording.update({
    where: { recordingId },
    data: { state: 'ready' },
  });
  await prisma.consent.create({
    data: {
      ...{ consentId: `no-${recordingId}`, sessionId, peerId: 'ani', displayName: 'Ani' },
      ...{ granted: false, textVersion: 't', addressHash: 'hashed' },
    },
  });
  await rebuildOn(lost);
  expect(await takesOn(lost)).toEqual(['budi-1']);
  expect(await readdir(filesOn(lost).takes)).toEqual(['budi-1']);
  const keys: string[] = [];
  for await (const { key } of machines.store.list(`recordings/${recordingId}/`)) keys.push(key);
  expect(keys.join()).not.toContain('ani-');
});
