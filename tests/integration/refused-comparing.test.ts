import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { probeTake } from '../../media/capture/probe-take.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { CompareRefused } from '../../server/recordings/refused-takes.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { monoUs, RecordedRoom } from '../support/recorded-room.ts';
import { makeRecordingsDir, openTestRecordings } from '../support/test-recordings.ts';

/** Somebody takes their consent back while live: their microphone is compared with the others' after the end. */

const scope = new Scope('test', silentLog);
let dir: string;
let asked: number;
let found: () => void;
const heard = [{ peerId: 'budi', stretches: [{ fromMs: 0, toMs: 1_000 }], beneath: [] }];
/** As long as it takes, or until the hub stops. */
const compareRefused: CompareRefused = async (_files, { signal }) => {
  asked += 1;
  await new Promise<void>((resolve) => {
    found = resolve;
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  signal.throwIfAborted();
  const { takeOf } = await recorded();
  return new Map([[takeOf('ani'), heard]]);
};

beforeEach(async () => {
  dir = await makeRecordingsDir(scope);
  [asked, found] = [0, () => undefined];
});
afterAll(() => scope.close('done'));

async function recorded() {
  const [recordingId = ''] = await readdir(dir);
  const files = recordingFiles(dir, recordingId);
  const { events } = await readTimeline(files.timeline);
  const takeOf = (peerId: string): string => {
    const start = events.find(
      (event) => event.type === 'take.start' && event.peerId === peerId,
    );
    return start?.type === 'take.start' ? start.takeId : '';
  };
  return { files, takeOf, takes: await readdir(files.takes) };
}

/** A session of two, of whom Ani says no before its end. */
async function holdSession(hub: Scope) {
  const recordings = await openTestRecordings(hub, dir, { compareRefused, finishAgainMs: 50 });
  const recorder = recordings.openRoomRecorder({ sessionId: 's', title: 'S' });
  const media = await loadFlashMedia();
  const room = await RecordedRoom.open({ recorder, media, log: silentLog, scope: hub });
  const ani = await room.enter('ani');
  for (const peer of [ani, await room.enter('budi')]) {
    await peer.consent(true);
    await peer.send('opus', monoUs());
  }
  await recorder.goLive();
  await vi.waitFor(async () => {
    const { files, takes } = await recorded();
    const probes = takes.map((takeId) => probeTake(path.join(files.takes, takeId)));
    expect((await Promise.all(probes)).map(({ hasMedia }) => hasMedia)).toEqual([true, true]);
  }, 5_000);
  await ani.consent(false);
  await recorder.end();
  return recordings;
}

test('the end does not wait for it, and the episode does', async () => {
  const { jobs, store } = await holdSession(scope.child('hub'));
  await vi.waitFor(() => expect(asked).toBe(1));
  expect(jobs.payloads).toEqual([]);
  found();
  await vi.waitFor(() => expect(jobs.payloads).toHaveLength(1));
  const { takeOf, takes } = await recorded();
  expect(takes).toEqual([takeOf('budi')]);
  const [stored] = store.recordings.values();
  expect(stored).toMatchObject({
    refusedTakeIds: [takeOf('ani')],
    refusedBleed: new Map([[takeOf('ani'), heard]]),
  });
});

test('a hub that stopped meanwhile goes on with it at its next start, which does not wait for it either', async () => {
  const hub = scope.child('hub');
  const before = await holdSession(hub);
  await vi.waitFor(() => expect(asked).toBe(1));
  await hub.close('stopped');
  expect(before.jobs.payloads).toEqual([]);
  expect((await recorded()).takes).toHaveLength(2);

  const { store } = before;
  const after = await openTestRecordings(scope, dir, { compareRefused, store });
  await after.recoverInterrupted(() => Promise.resolve(true));
  await vi.waitFor(() => expect(asked).toBe(2));
  expect(after.jobs.payloads).toEqual([]);
  found();
  await vi.waitFor(() => expect(after.jobs.payloads).toHaveLength(1));
  expect((await recorded()).takes).toHaveLength(1);
});
