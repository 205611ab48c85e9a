import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RemuxedRecording } from '../../media/capture/remux-recording.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { forkTypeScript } from '../../server/platform/fork-typescript.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { DoomedHubReport } from '../support/doomed-hub.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { measureTake, offsets } from '../support/flash-times.ts';
import { descendantsOf } from '../support/processes.ts';
import { monoUs, RecordedRoom, until } from '../support/recorded-room.ts';
import { makeRecordingsDir, openTestRecordings, remux } from '../support/test-recordings.ts';

/** A recorder that stands still, as on a machine that swaps: packets wait in its socket, or are asked for again. */
const stallsMs = [500, 2_000];

const scope = new Scope('test', silentLog);
let remuxed: RemuxedRecording;
let secondZeroMs: number;

beforeAll(async () => {
  const media = await loadFlashMedia();
  const recordings = await openTestRecordings(scope);
  const recorder = recordings.openRoomRecorder({ sessionId: 'stalled', title: 'Stalled' });
  const room = await RecordedRoom.open({ recorder, media, log: silentLog, scope });
  const startUs = monoUs() + 100_000;
  const ani = await room.enter('ani');
  await ani.consent(true);
  await ani.send('opus', startUs);
  await ani.send('vp8', startUs);
  await recorder.goLive();
  const pid = recordings.recorder.pid!;
  scope.defer('recorder', () => void process.kill(pid, 'SIGCONT'));
  let nextUs = startUs + 2_000_000;
  for (const stallMs of stallsMs) {
    await until(nextUs);
    process.kill(pid, 'SIGSTOP');
    await until(monoUs() + 1_000 * stallMs);
    process.kill(pid, 'SIGCONT');
    nextUs = monoUs() + 2_500_000;
  }
  await until(nextUs);
  await recorder.end();
  const [recordingId] = await readdir(recordings.recordingsDir);
  remuxed = await remux(recordings.recordingsDir, recordingId!, scope);
  secondZeroMs = (startUs - remuxed.zeroUs) / 1_000;
});
afterAll(() => scope.close('done'));

test('a recorder that stands still for half a second, then for two, misses nothing', () => {
  expect(remuxed.takes.map(({ kind }) => kind).sort()).toEqual(['audio', 'video']);
  for (const { health, gaps } of remuxed.takes) {
    expect(health.lostPackets).toBe(0);
    expect(gaps).toEqual([]);
  }
});

test('and everything still lies where it was', async () => {
  for (const take of remuxed.takes) {
    const measured = await measureTake(take);
    expect(measured.errors).toEqual([]);
    const found = offsets(take, measured, secondZeroMs);
    expect(found.length).toBeGreaterThanOrEqual(6);
    for (const offset of found) expect(Math.abs(offset)).toBeLessThan(20);
  }
});

test('a session has its end on the timeline once the recorder has written its takes, not after three seconds', async () => {
  const recordings = await openTestRecordings(scope);
  const recorder = recordings.openRoomRecorder({ sessionId: 'slow', title: 'Slow' });
  const media = await loadFlashMedia();
  const room = await RecordedRoom.open({ recorder, media, log: silentLog, scope });
  const startUs = monoUs() + 100_000;
  const ani = await room.enter('ani');
  await ani.consent(true);
  await ani.send('opus', startUs);
  await recorder.goLive();
  const pid = recordings.recorder.pid!;
  await until(startUs + 1_000_000);
  // Longer than other requests wait, and shorter than one that hangs may.
  process.kill(pid, 'SIGSTOP');
  const ended = recorder.end();
  await until(monoUs() + 3_600_000);
  const goesOnUs = monoUs();
  process.kill(pid, 'SIGCONT');
  await ended;
  const [recordingId = ''] = await readdir(recordings.recordingsDir);
  const { timeline } = recordingFiles(recordings.recordingsDir, recordingId);
  const { events } = await readTimeline(timeline);
  expect(events.at(-1)?.type).toBe('session.end');
  expect(events.at(-1)?.monoUs).toBeGreaterThan(goesOnUs);
});

test('a recorder that stands still for good is replaced, and the session goes on in new takes', async () => {
  const recordings = await openTestRecordings(scope);
  const recorder = recordings.openRoomRecorder({ sessionId: 'hung', title: 'Hung' });
  const media = await loadFlashMedia();
  const room = await RecordedRoom.open({ recorder, media, log: silentLog, scope });
  const ani = await room.enter('ani');
  await ani.consent(true);
  await ani.send('opus', monoUs());
  await recorder.goLive();
  await until(monoUs() + 1_000_000);
  const pid = recordings.recorder.pid!;
  process.kill(pid, 'SIGSTOP');
  const newPid = () => recordings.recorder.pid ?? pid;
  await expect.poll(newPid, { timeout: 30_000 }).not.toBe(pid);
  const [recordingId = ''] = await readdir(recordings.recordingsDir);
  const { timeline } = recordingFiles(recordings.recordingsDir, recordingId);
  const begun = async () =>
    (await readTimeline(timeline)).events.filter(({ type }) => type === 'take.start');
  await expect.poll(begun, { timeout: 10_000 }).toHaveLength(2);
  await recorder.end();
});

test('a hub that stands still for longer than a recorder may keeps both of its recorders, and its takes go on', async () => {
  const recordingsDir = await makeRecordingsDir(scope);
  const hub = forkTypeScript(new URL('../support/doomed-hub.ts', import.meta.url));
  const exited = once(hub, 'exit');
  scope.defer('hub', () => void hub.kill('SIGKILL'));
  hub.send(recordingsDir);
  const [{ recorderPid }] = (await once(hub, 'message')) as [DoomedHubReport];
  const recorderPids = () =>
    descendantsOf(hub.pid!)
      .filter(({ command }) => command.includes('recorder/main.ts'))
      .map(({ pid }) => pid);
  await expect.poll(recorderPids, { timeout: 10_000 }).toHaveLength(2);
  const before = recorderPids();
  expect(before).toContain(recorderPid);

  hub.kill('SIGSTOP');
  await until(monoUs() + 7_000_000);
  hub.kill('SIGCONT');
  // Longer than a spare takes that would come instead.
  await until(monoUs() + 3_000_000);
  expect(recorderPids()).toEqual(before);
  hub.kill('SIGKILL');
  await exited;
  const [recordingId = ''] = await readdir(recordingsDir);
  const { timeline } = recordingFiles(recordingsDir, recordingId);
  const types = (await readTimeline(timeline)).events.map(({ type }) => type);
  expect(types.filter((type) => type === 'take.start')).toHaveLength(2);
  expect(types).not.toContain('take.end');
  expect(types).not.toContain('recorder.restart');
});
