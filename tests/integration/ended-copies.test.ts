import { appendFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import type { TimelineEntry } from '../../media/contract/timeline.ts';
import { startHandOver } from '../../media/hand-over.ts';
import { enqueueUnfinished } from '../../media/jobs/enqueue-unfinished.ts';
import { startLiveCopy, type LiveCopy } from '../../media/live-copy.ts';
import { collectStep, isCollectable } from '../../media/steps/collect.ts';
import { createProcessingRepository } from '../../media/store/processing-repository.ts';
import { AppError } from '../../server/platform/app-error.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { fakeQueue } from '../support/fake-queue.ts';
import { leaveLive } from '../support/left-live.ts';
import { openMachines, type Machines } from '../support/machines.ts';
import { createTestProcessor, createTestSteps } from '../support/test-pipeline.ts';

/**
 * A session that was copied while it was live has ended, and its hub has not handed over the end. A media machine starts
 * just then: with what it finds it would publish all but the last minute.
 */

const scope = new Scope('test', silentLog);
let machines: Machines;
let store: ObjectStore;
let database: Database;
let recordingId: string;
let hub: Scope;

beforeAll(async () => {
  machines = await openMachines(scope);
  ({ store, database } = machines);
});
beforeEach(async () => {
  hub = scope.child('hub');
  const left = await leaveLive(machines.recordingsDir('hub'), database);
  ({ recordingId } = left);
  await database.prisma.recording.create({
    data: { ...left, state: 'processing', startedAt: new Date() },
  });
});
afterEach(() => hub.close('over'));
afterAll(() => scope.close('over'));

const onMedia = () => ({ recordingId, files: machines.filesOn('media', recordingId), store });

/** Ani's second take, the last minute of the session, is closed, and with it the session. */
async function end(): Promise<void> {
  const { timeline } = machines.filesOn('hub', recordingId);
  const entries: TimelineEntry[] = [
    { type: 'record.off' },
    { type: 'take.end', takeId: 'ani-2', reason: 'session-ended' },
    { type: 'session.end', reason: 'ended' },
  ];
  const lines = entries.map((entry, n) =>
    JSON.stringify({ ...entry, seq: 90 + n, monoUs: 17_000_000, wallMs: 7_000 }),
  );
  await appendFile(timeline, `${lines.join('\n')}\n`);
}

function copyOn(objectStore: ObjectStore): LiveCopy {
  const recordingsDir = machines.recordingsDir('hub');
  const liveCopy = startLiveCopy({
    ...{ objectStore, recordingsDir, log: silentLog, scope: hub, everyMs: 30 },
  });
  liveCopy.begin(recordingId);
  return liveCopy;
}

async function storedTimeline(): Promise<string> {
  const object = await store.read(`recordings/${recordingId}/timeline.jsonl`);
  return object ? text(object.body) : '';
}
const isStored = async (file: string): Promise<boolean> =>
  (await store.find(`recordings/${recordingId}/${file}`)) !== undefined;

const process = () =>
  createTestProcessor({
    ...{ database, store, recordingsDir: machines.recordingsDir('media') },
    steps: { ...createTestSteps(database, { takes: [], durationMs: 0 }), collect: collectStep },
  })({ recordingId, revision: 1 }, scope.signal);

const unfinished = (objectStore: ObjectStore, queue: ReturnType<typeof fakeQueue>['queue']) =>
  enqueueUnfinished({
    ...{ rows: createProcessingRepository(database.prisma), queue, objectStore, againMs: 50 },
    ...{ recordingsDir: machines.recordingsDir('media'), log: silentLog, scope: hub },
  });

test('what was copied while live is no recording; what its hub hands over is, to its end', async () => {
  const liveCopy = copyOn(store);
  await expect.poll(storedTimeline).not.toBe('');
  // The store is away for the hub when the session ends.
  await liveCopy.end(recordingId);
  await end();
  const { queue, added } = fakeQueue();
  expect(await isCollectable(onMedia())).toBe(false);
  await unfinished(store, queue);
  expect(added).toEqual([]);

  // One that has the job all the same leaves it, and says what it waits for.
  await expect(process()).rejects.toThrow('not in the object store yet');
  const steps = () => database.prisma.processingStep.findMany({ where: { recordingId } });
  expect((await steps()).find(({ name }) => name === 'collect')).toMatchObject({
    ...{ state: 'waiting', attempt: 0 },
    error: expect.stringContaining('belum diserahkan') as string,
  });

  await startHandOver({
    ...{ database, objectStore: store, queue, log: silentLog, scope: hub },
    recordingsDir: machines.recordingsDir('hub'),
  });
  await expect.poll(() => added).toContain(recordingId);
  expect(await isCollectable(onMedia())).toBe(true);
  // Nobody's takes are in these steps.
  await process();
  const { files } = onMedia();
  const { events } = await readTimeline(files.timeline);
  expect(events.at(-1)?.type).toBe('session.end');
  expect(await readTimeline(machines.filesOn('hub', recordingId).timeline)).toEqual({
    ...{ events, damagedLines: 0 },
  });
  expect((await steps()).find(({ name }) => name === 'collect')?.state).toBe('done');
});

test('a copy says of no end before all takes are there, also when that comes in the middle of its turn', async () => {
  let hasEnded = false;
  const seen: boolean[] = [];
  const slow: ObjectStore = {
    ...store,
    async put(key, ...rest) {
      if (!hasEnded) await end();
      hasEnded = true;
      const put = await store.put(key, ...rest);
      if ((await storedTimeline()).includes('session.end')) {
        seen.push(await isStored('takes/ani-2/0000.rtpl'));
      }
      return put;
    },
  };
  copyOn(slow);
  await expect.poll(() => seen).not.toEqual([]);
  expect(seen).not.toContain(false);
});

test('whoever hands over waits for the turn of the copy, which puts nothing over it afterwards', async () => {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const holding: ObjectStore = {
    ...store,
    async put(key, ...rest) {
      if (key.endsWith('timeline.jsonl')) await held;
      return store.put(key, ...rest);
    },
  };
  const liveCopy = copyOn(holding);
  await expect.poll(() => isStored('takes/ani-1/0000.rtpl')).toBe(true);
  await end();
  const { queue, added } = fakeQueue();
  await startHandOver({
    ...{ database, objectStore: store, queue, log: silentLog, scope: hub },
    recordingsDir: machines.recordingsDir('hub'),
    before: liveCopy.end,
  });
  letGo();
  await expect.poll(() => added).toContain(recordingId);
  expect(await storedTimeline()).toContain('session.end');
  expect(await isStored('takes/ani-2/0000.rtpl')).toBe(true);
});

test('a media machine that starts while the store is away finds what waits there later', async () => {
  await end();
  copyOn(store);
  await expect.poll(storedTimeline).toContain('session.end');
  let isAway = true;
  const away: ObjectStore = {
    ...store,
    read: (...args) =>
      isAway ? Promise.reject(new AppError('unavailable', 'away')) : store.read(...args),
  };
  const { queue, added } = fakeQueue();
  await unfinished(away, queue);
  expect(added).toEqual([]);
  isAway = false;
  await expect.poll(() => added).toContain(recordingId);
});
