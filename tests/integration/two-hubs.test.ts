import { readdir } from 'node:fs/promises';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { FakeRecordingStore } from '../support/fake-recording-store.ts';
import { openRoomHub } from '../support/room-hub.ts';
import {
  makeRecordingsDir,
  openTestRecordings,
  type TestRecordings,
} from '../support/test-recordings.ts';

/** Two hubs with a disk each and one database: the first may be lost, or alive and well. */

const scope = new Scope('test', silentLog);
afterAll(() => scope.close('done'));

const sessionId = 'shared';
let store: FakeRecordingStore;
beforeEach(() => {
  store = new FakeRecordingStore();
});

const openRecorder = (recordings: TestRecordings) =>
  recordings.openRoomRecorder({ sessionId, title: 'Bersama' });

async function openHub(recordingsDir?: string) {
  const hub = scope.child('hub');
  const given = { store, returnsWithinMs: 20, finishAgainMs: 20 };
  const dir = recordingsDir ?? (await makeRecordingsDir(scope));
  const recordings = await openTestRecordings(hub, dir, given);
  return { hub, recordings, recorder: openRecorder(recordings) };
}

test('a hub does not record what another one has begun, and says where it is', async () => {
  const first = await openHub();
  await first.recorder.goLive();
  const [recording] = [...store.recordings.values()];
  const second = await openHub();
  for (const again of [false, true]) {
    await expect(second.recorder.goLive(), String(again)).rejects.toThrow('another machine');
  }
  expect(second.recorder.proof()).toMatchObject({
    ...{ state: 'off', troubles: ['recorded-elsewhere'] },
  });
  expect(await readdir(second.recordings.recordingsDir)).toEqual([]);

  // Its room ends, and it starts anew, while the first goes on.
  await second.recorder.end();
  await second.hub.close('stopped');
  const later = await openHub(second.recordings.recordingsDir);
  await later.recordings.recoverInterrupted(() => Promise.resolve(true));
  expect([...store.recordings.values()]).toEqual([recording]);
  expect(store.endedSessions.size).toBe(0);
  await first.recorder.end();
  expect(store.recordings.get(recording!.recordingId)?.stored).toBe('empty');

  await expect(later.recorder.goLive()).rejects.toMatchObject({ code: 'gone' });
});

test('of two that go live at one moment one has the recording; the other says so, and ends nothing', async () => {
  const [first, second] = [await openHub(), await openHub()];
  // Neither knows of the other.
  const find = vi.spyOn(store, 'findOfSession').mockResolvedValue(undefined);
  await first.recorder.goLive();
  await second.recorder.goLive();
  find.mockRestore();
  const [recording] = [...store.recordings.keys()];
  expect(second.recorder.proof().troubles).toEqual(['recorded-elsewhere']);
  expect(first.recorder.proof().troubles).toEqual([]);
  const { recordingsDir } = second.recordings;
  const [other = ''] = await readdir(recordingsDir);

  await second.hub.close('killed');
  const later = await openHub(recordingsDir);
  await later.recordings.recoverInterrupted(() => Promise.resolve(true));
  // Nobody waits for it, nor tries again and again to finish it.
  await expect(later.recorder.goLive()).rejects.toThrow('another machine');
  const { events } = await readTimeline(recordingFiles(recordingsDir, other).timeline);
  expect(events.some(({ type }) => type === 'session.end')).toBe(false);
  expect([...store.recordings.keys()]).toEqual([recording]);
  expect(store.endedSessions.size).toBe(0);
  expect(store.recordings.get(recording!)?.stored).toBe('recording');
});

test('a database that goes away at that moment keeps nobody from being recorded', async () => {
  const { recorder, recordings } = await openHub();
  store.isAway = true;
  await recorder.goLive();
  expect(recorder.proof().troubles).toEqual(['database-away']);
  const { recordingsDir } = recordings;
  const [recordingId = ''] = await readdir(recordingsDir);
  store.isAway = false;
  await vi.waitFor(() => expect([...store.recordings.keys()]).toEqual([recordingId]), 5_000);
  await recorder.end();
});

test('a recording that is on its own disk is taken up, whatever it remembers', async () => {
  const first = await openHub();
  await first.recorder.goLive();
  await first.hub.close('killed');
  const again = await openHub(first.recordings.recordingsDir);
  await again.recorder.goLive();
  expect(again.recorder.proof().troubles).toEqual([]);
  expect(await readdir(first.recordings.recordingsDir)).toEqual([...store.recordings.keys()]);
});

test('a room whose session another hub records goes on, and does not end that by itself', async () => {
  const limits = { graceMs: 20, abandonedMs: 50 };
  const plane = new FakeMediaPlane();
  const open = (refusal: 'recorded-elsewhere' | undefined) =>
    openRoomHub({
      ...{ plane, roomLimits: limits },
      setUpRecorder: (recorder) => (recorder.refusal = refusal),
    });
  const leaveAlone = async (hub: Awaited<ReturnType<typeof openRoomHub>>, code: string) => {
    const { sessionId: id } = hub.sessions.add(code, 'live');
    const host = await hub.enterAs('host', code);
    const { recording } = await host.join('Rina');
    host.close();
    return { recording, state: () => hub.sessions.stored.get(id)?.state };
  };
  const [hub, own] = [await open('recorded-elsewhere'), await open(undefined)];
  const elsewhere = await leaveAlone(hub, 'elsewhere');
  expect(elsewhere.recording.troubles).toEqual(['recorded-elsewhere']);
  // So long as one of its own needs to.
  const left = await leaveAlone(own, 'here');
  await expect.poll(left.state).toBe('ended');
  expect(elsewhere.state()).toBe('live');
  const host = await hub.enterAs('host', 'elsewhere');
  await host.join('Rina');
  await host.request('session:end', {});
  expect(elsewhere.state()).toBe('ended');
  await Promise.all([hub.close(), own.close()]);
});
