import { appendFile, readFile, rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { startLiveCopy, type LiveCopy } from '../../media/live-copy.ts';
import { AppError } from '../../server/platform/app-error.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createPurges } from '../../server/purges/purges.ts';
import { finishInterrupted } from '../../server/recordings/recover-interrupted.ts';
import { rescueRecording } from '../../server/rescue.ts';
import { FakeConsents, FakeJobs } from '../support/fake-recording-store.ts';
import { createPurgeRepository } from '../../server/store/purge-repository.ts';
import { createRecordingRepository } from '../../server/store/recording-repository.ts';
import { leaveLive } from '../support/left-live.ts';
import { openMachines, type Machines } from '../support/machines.ts';
import { remux } from '../support/test-recordings.ts';

/** A hub with an object store that burns down in the middle of a session, and a machine that was never part of it. */

const scope = new Scope('test', silentLog);
let machines: Machines;
let store: ObjectStore;
let database: Database;
let copies: Scope;

beforeAll(async () => {
  machines = await openMachines(scope);
  ({ store, database } = machines);
});
beforeEach(() => {
  copies = scope.child('copies');
});
afterAll(() => scope.close('over'));

const hubDir = (): string => machines.recordingsDir('hub');
const otherDir = (): string => machines.recordingsDir('other');

const goOnAir = () => leaveLive(hubDir(), database);

async function note(recordingId: string, event: Record<string, unknown>): Promise<void> {
  const { timeline } = machines.filesOn('hub', recordingId);
  const at = { seq: 99, monoUs: 17_000_000, wallMs: 7_000 };
  await appendFile(timeline, `${JSON.stringify({ ...event, ...at })}\n`);
}

async function copiedOf(recordingId: string): Promise<string[]> {
  const prefix = `recordings/${recordingId}/`;
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key.slice(prefix.length));
  return keys;
}

function copy(objectStore: ObjectStore, recordingId: string): LiveCopy {
  const options = { objectStore, recordingsDir: hubDir(), log: silentLog, scope: copies };
  const liveCopy = startLiveCopy({ ...options, everyMs: 30 });
  liveCopy.begin(recordingId);
  return liveCopy;
}

type Rescue = { atMs?: number; objects?: ObjectStore };

/** On the other machine; at a time after the beginning, when not years later. */
const rescue = (
  recordingId: string,
  jobs: FakeJobs,
  { atMs, objects = store }: Rescue = {},
): Promise<void> =>
  rescueRecording(recordingId, {
    ...{ database, objects, recordingsDir: otherDir() },
    clock: atMs === undefined ? systemClock : { ...systemClock, now: () => new Date(atMs) },
    queue: { enqueue: (name, payload) => jobs.enqueue(name, payload) },
    ...{ log: silentLog, signal: scope.signal, onProgress: () => undefined },
  });

const whole = ['takes/ani-1/0000.rtpl', 'takes/budi-1/0000.rtpl', 'timeline.jsonl'];

test('what is closed is copied while the session is live; consent taken back leaves the copy too', async () => {
  const { recordingId } = await goOnAir();
  copy(store, recordingId);
  await expect.poll(() => copiedOf(recordingId)).toEqual(whole);
  await note(recordingId, {
    type: 'consent',
    peerId: 'budi',
    granted: false,
    textVersion: '1',
  });
  await expect
    .poll(() => copiedOf(recordingId))
    .toEqual(['takes/ani-1/0000.rtpl', 'timeline.jsonl']);
  await note(recordingId, { type: 'take.end', takeId: 'ani-2', reason: 'closed' });
  await note(recordingId, { type: 'session.end', reason: 'ended' });
  await expect
    .poll(() => copiedOf(recordingId))
    .toEqual(['takes/ani-1/0000.rtpl', 'takes/ani-2/0000.rtpl', 'timeline.jsonl']);
  await copies.close('over');
});

test('consent taken back right before the hub died leaves the copy with the end of the recording', async () => {
  const { recordingId } = await goOnAir();
  copy(store, recordingId);
  await expect.poll(() => copiedOf(recordingId)).toEqual(whole);
  await copies.close('died');
  const no = { type: 'consent', peerId: 'budi', granted: false, textVersion: '1' };
  await note(recordingId, no);
  const jobs = new FakeJobs();
  const repository = createRecordingRepository(database.prisma);
  await finishInterrupted(recordingId, {
    ...{ recordingsDir: hubDir(), repository, consents: new FakeConsents(), jobs },
    ...{
      sessionEnded: () => Promise.resolve(),
      bootId: 'b',
      clock: systemClock,
      log: silentLog,
    },
  });
  const stopped: unknown[] = [];
  const purges = createPurges({
    ...{ purges: createPurgeRepository(database.prisma), objects: store, log: silentLog },
    ...{ recordingsDir: hubDir(), clock: systemClock },
    forgetJobs: ({ revision }) => Promise.resolve(stopped.push(revision) < 0),
  });
  await purges.sweep();
  expect(await copiedOf(recordingId)).toEqual(['takes/ani-1/0000.rtpl', 'timeline.jsonl']);
  // What is made of the others goes on: only earlier runs would be stopped, and there are none.
  expect(stopped).toEqual([1]);
  expect(jobs.payloads).toEqual([{ recordingId, revision: 1 }]);
});

test('a store that is away is tried again, and disturbs nothing', async () => {
  const { recordingId } = await goOnAir();
  let failures = 0;
  const flaky: ObjectStore = {
    ...store,
    put(...args) {
      failures += 1;
      if (failures <= 3) return Promise.reject(new AppError('unavailable', 'away'));
      return store.put(...args);
    },
  };
  copy(flaky, recordingId);
  await expect.poll(() => copiedOf(recordingId)).toEqual(whole);
  await copies.close('over');
});

test('a store that answers and takes nothing is told to hosts, until it takes all', async () => {
  const { recordingId } = await goOnAir();
  let isFull = true;
  const full: ObjectStore = {
    ...store,
    put: (...args) =>
      isFull ? Promise.reject(new Error('507 Insufficient Storage')) : store.put(...args),
  };
  const liveCopy = copy(full, recordingId);
  expect(liveCopy.isBehind).toBe(false);
  await expect.poll(() => liveCopy.isBehind).toBe(true);
  isFull = false;
  await expect.poll(() => liveCopy.isBehind).toBe(false);
  expect(await copiedOf(recordingId)).toEqual(whole);
  await copies.close('over');
});

test('the machine burns down: another one has the session up to the last closed minute', async () => {
  const { recordingId, sessionId } = await goOnAir();
  copy(store, recordingId);
  await expect.poll(() => copiedOf(recordingId)).toEqual(whole);
  await copies.close('burnt');
  await rm(hubDir(), { recursive: true });

  const jobs = new FakeJobs();
  await rescue(recordingId, jobs);
  expect(jobs.payloads).toEqual([{ recordingId, revision: 1 }]);
  const row = await database.prisma.recording.findUnique({ where: { recordingId } });
  expect(row?.state).toBe('processing');
  const session = await database.prisma.session.findUnique({ where: { sessionId } });
  expect(session?.state).toBe('ended');
  const { takes, durationMs } = await remux(otherDir(), recordingId, scope);
  expect(takes.map(({ takeId }) => takeId).sort()).toEqual(['ani-1', 'budi-1']);
  expect(durationMs).toBeCloseTo(4_000, -2);

  // Whoever takes the job finds the end in the store as well.
  const stored = await store.read(`recordings/${recordingId}/timeline.jsonl`);
  expect(stored?.info.size).toBe(
    (await readFile(machines.filesOn('other', recordingId).timeline)).length,
  );
  stored?.body.destroy();
  await expect(rescue(recordingId, jobs)).rejects.toThrow('has ended and is processing');
});

test('a machine that burns down when the session has ended, before it has handed that over, is no other case', async () => {
  const { recordingId, sessionId } = await goOnAir();
  copy(store, recordingId);
  await expect.poll(() => copiedOf(recordingId)).toEqual(whole);
  await copies.close('burnt');
  await rm(hubDir(), { recursive: true });
  // The last that it did was to say so.
  await database.prisma.take.deleteMany();
  await database.prisma.recording.create({
    data: { recordingId, sessionId, state: 'processing', startedAt: new Date(), revision: 3 },
  });

  const jobs = new FakeJobs();
  await rescue(recordingId, jobs);
  expect(jobs.payloads).toEqual([{ recordingId, revision: 3 }]);
  expect(await timelineInStore(recordingId)).toContain('session.end');
  expect(await takesOf(recordingId)).toEqual(['ani-1', 'budi-1']);
  await expect(rescue(recordingId, jobs)).rejects.toThrow('has ended and is processing');
});

test('a recording that is written to is not taken from its hub', async () => {
  const { recordingId } = await goOnAir();
  const { timeline } = machines.filesOn('hub', recordingId);
  const alive = { type: 'clock', bootId: 'b', seq: 99, monoUs: 17_000_000 };
  await appendFile(timeline, `${JSON.stringify({ ...alive, wallMs: Date.now() })}\n`);
  copy(store, recordingId);
  await expect.poll(() => copiedOf(recordingId)).toEqual(whole);
  await copies.close('over');
  await expect(rescue(recordingId, new FakeJobs())).rejects.toThrow('may be alive');
});

const timelineInStore = async (recordingId: string): Promise<string> => {
  const stored = await store.read(`recordings/${recordingId}/timeline.jsonl`);
  return stored ? text(stored.body) : '';
};
/** What the hub goes on with after somebody wanted to rescue it: Ani's second take ends, and somebody marks that. */
async function goOn(recordingId: string): Promise<void> {
  await note(recordingId, { type: 'take.end', takeId: 'ani-2', reason: 'closed' });
  await note(recordingId, { type: 'mark', title: 'Menit keenam puluh', peerId: 'ani' });
  copy(store, recordingId);
  await expect.poll(() => timelineInStore(recordingId)).toContain('Menit keenam puluh');
  await copies.close('burnt');
}
const takesOf = async (recordingId: string): Promise<string[]> =>
  (await remux(otherDir(), recordingId, scope)).takes.map(({ takeId }) => takeId).sort();

test('what was recorded after a rescue that was refused is in the episode, and stays in the store', async () => {
  const { recordingId } = await goOnAir();
  copy(store, recordingId);
  await expect.poll(() => copiedOf(recordingId)).toEqual(whole);
  await copies.close('over');
  const jobs = new FakeJobs();
  await expect(rescue(recordingId, jobs, { atMs: 100_000 })).rejects.toThrow('may be alive');
  copies = scope.child('later');
  await goOn(recordingId);

  await rescue(recordingId, jobs);
  expect(await takesOf(recordingId)).toEqual(['ani-1', 'ani-2', 'budi-1']);
  expect(await timelineInStore(recordingId)).toContain('Menit keenam puluh');
});

test('so it is after a rescue that was cut off when it had ended its own copy', async () => {
  const { recordingId } = await goOnAir();
  copy(store, recordingId);
  await expect.poll(() => copiedOf(recordingId)).toEqual(whole);
  await copies.close('over');
  const jobs = new FakeJobs();
  const away: ObjectStore = {
    ...store,
    put: () => Promise.reject(new AppError('unavailable', 'away')),
  };
  await expect(rescue(recordingId, jobs, { objects: away })).rejects.toThrow('away');
  const row = () => database.prisma.recording.findUnique({ where: { recordingId } });
  // Nobody is told of an end that is on this machine alone.
  expect(await row()).toBeNull();
  const { timeline } = machines.filesOn('other', recordingId);
  expect(await readFile(timeline, 'utf8')).toContain('session.end');
  copies = scope.child('later');
  await goOn(recordingId);

  await rescue(recordingId, jobs);
  expect(await takesOf(recordingId)).toEqual(['ani-1', 'ani-2', 'budi-1']);
  expect(await timelineInStore(recordingId)).toContain('Menit keenam puluh');
  expect((await row())?.state).toBe('processing');
});

test('a hub that writes while it is being rescued keeps its recording', async () => {
  const { recordingId } = await goOnAir();
  copy(store, recordingId);
  await expect.poll(() => copiedOf(recordingId)).toEqual(whole);
  await copies.close('over');
  copies = scope.child('later');
  let isFirst = true;
  const slow: ObjectStore = {
    ...store,
    async find(key) {
      // It was only cut off from the store.
      if (isFirst) await goOn(recordingId);
      isFirst = false;
      return store.find(key);
    },
  };
  await expect(rescue(recordingId, new FakeJobs(), { objects: slow })).rejects.toThrow(
    'may be alive',
  );
  expect(await timelineInStore(recordingId)).not.toContain('session.end');
  expect(await database.prisma.recording.findUnique({ where: { recordingId } })).toBeNull();
});

test('a recording that is nowhere, and one whose session nobody knows, are said to be so', async () => {
  await expect(rescue('none', new FakeJobs())).rejects.toThrow('neither');
  const { recordingId, sessionId } = await goOnAir();
  copy(store, recordingId);
  await expect.poll(() => copiedOf(recordingId)).toEqual(whole);
  await copies.close('over');
  await database.prisma.session.delete({ where: { sessionId } });
  await expect(rescue(recordingId, new FakeJobs())).rejects.toThrow(
    'does not know the session',
  );
  const { timeline } = machines.filesOn('other', recordingId);
  expect((await readTimeline(timeline)).events.length).toBeGreaterThan(3);
});
