import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import type { RemuxedRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { forkTypeScript } from '../../server/platform/fork-typescript.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { DoomedHubReport } from '../support/doomed-hub.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { measureTake, offsets } from '../support/flash-times.ts';
import { monoUs, RecordedRoom, until } from '../support/recorded-room.ts';
import {
  makeRecordingsDir,
  openTestRecordings,
  remux,
  type TestRecordings,
} from '../support/test-recordings.ts';

const scope = new Scope('test', silentLog);
const toleranceMs = 20;
/** What a crash of anything may cost. */
const lostMs = 1_000;

afterAll(() => scope.close('done'));

/** Stretches without anything between the takes of one kind, in order. */
function holes(takes: readonly RemuxedTake[], kind: RemuxedTake['kind']): number[] {
  const own = takes.filter((take) => take.kind === kind).sort((a, b) => a.firstMs - b.firstMs);
  return own.slice(1).map((take, n) => take.firstMs - own[n]!.lastMs);
}

async function expectUsable(take: RemuxedTake, secondZeroMs: number): Promise<void> {
  const measured = await measureTake(take);
  expect(measured.errors).toEqual([]);
  const found = offsets(take, measured, secondZeroMs);
  expect(found.length, take.kind).toBeGreaterThanOrEqual(2);
  for (const offset of found) expect(Math.abs(offset)).toBeLessThan(toleranceMs);
}

describe('a session whose recorder is killed, and later its mediasoup worker', () => {
  let remuxed: RemuxedRecording;
  let secondZeroMs: number;

  beforeAll(async () => {
    const media = await loadFlashMedia();
    const recordings = await openTestRecordings(scope);
    const recorder = recordings.openRoomRecorder({ sessionId: 'unlucky', title: 'Unlucky' });
    const openRoom = () => RecordedRoom.open({ recorder, media, log: silentLog, scope });
    const startUs = monoUs() + 100_000;
    const speak = async (room: RecordedRoom) => {
      const ani = await room.enter('ani');
      await ani.consent(true);
      await ani.send('opus', startUs);
      await ani.send('vp8', startUs);
    };
    const room = await openRoom();
    await speak(room);
    await recorder.goLive();
    await until(startUs + 3_500_000);
    process.kill(recordings.recorder.pid!, 'SIGKILL');

    await until(startUs + 7_000_000);
    const died = once(room.worker, 'died');
    process.kill(room.worker.pid, 'SIGKILL');
    await died;
    // What a room does then: everything is gone, and its people send anew on another worker.
    await recorder.mediaPlaneLost();
    await speak(await openRoom());
    await until(startUs + 10_500_000);
    await recorder.end();

    const [recordingId] = await readdir(recordings.recordingsDir);
    remuxed = await remux(recordings.recordingsDir, recordingId!, scope);
    secondZeroMs = (startUs - remuxed.zeroUs) / 1000;
  });

  test('goes on each time as a new take, at most a second later', () => {
    for (const kind of ['audio', 'video'] as const) {
      const found = holes(remuxed.takes, kind);
      expect(found).toHaveLength(2);
      for (const hole of found) expect(hole).toBeLessThan(lostMs);
    }
    const last = Math.max(...remuxed.takes.map((take) => take.lastMs));
    expect(remuxed.durationMs - last).toBeLessThan(lostMs);
  });

  test('keeps every part usable and on the same clock', async () => {
    expect(remuxed.takes).toHaveLength(6);
    for (const take of remuxed.takes) await expectUsable(take, secondZeroMs);
  });

  test('says so on its timeline', () => {
    const types = remuxed.events.map(({ type }) => type);
    expect(types.filter((type) => type === 'recorder.restart')).toHaveLength(1);
    const reasons = remuxed.events.flatMap((e) => (e.type === 'take.end' ? [e.reason] : []));
    expect(reasons).toEqual([
      ...Array<string>(4).fill('interrupted'),
      ...Array<string>(2).fill('session-ended'),
    ]);
  });
});

/** A hub that records and is killed. Returns what it left. */
async function killHub() {
  const recordingsDir = await makeRecordingsDir(scope);
  const hub: ChildProcess = forkTypeScript(
    new URL('../support/doomed-hub.ts', import.meta.url),
  );
  const exited = once(hub, 'exit');
  hub.send(recordingsDir);
  const [report] = (await once(hub, 'message')) as [DoomedHubReport];
  const killedUs = monoUs();
  hub.kill('SIGKILL');
  await exited;
  await gone(report.recorderPid!);
  const [recordingId = ''] = await readdir(recordingsDir);
  return { recordingsDir, recordingId, report, killedUs };
}

describe('a session whose hub is killed', () => {
  let recordings: TestRecordings;
  let recordingId: string;
  let report: DoomedHubReport;
  let killedUs: number;

  beforeAll(async () => {
    const left = await killHub();
    ({ recordingId, report, killedUs } = left);
    await addLaterClock(left);
    recordings = await openTestRecordings(scope, left.recordingsDir);
    await recordings.recoverInterrupted(() => Promise.resolve(false));
  });

  test('is closed at its last packet when the next hub starts, and handed on once', async () => {
    const { store, jobs, recordingsDir } = recordings;
    const { timeline } = recordingFiles(recordingsDir, recordingId);
    const closed = await readFile(timeline, 'utf8');
    await recordings.recoverInterrupted(() => Promise.resolve(false));
    expect(await readFile(timeline, 'utf8')).toBe(closed);
    expect(jobs.payloads).toEqual([{ recordingId, revision: 1 }]);
    expect(store.recordings.get(recordingId)).toMatchObject({ stored: 'processing' });
    expect(store.endedSessions.has('doomed')).toBe(true);
    expect(recordings.ended()).toBe(1);

    const { events } = await remux(recordingsDir, recordingId, scope);
    const ends = events.slice(-4);
    expect(ends.map(({ type }) => type)).toEqual([
      ...['take.end', 'take.end', 'record.off', 'session.end'],
    ]);
    expect(ends[3]).toMatchObject({ reason: 'recovered' });
    for (const { monoUs: endUs } of ends) {
      expect(Math.abs(killedUs - endUs)).toBeLessThan(1000 * lostMs);
    }
  });

  test('has whole files that lack at most a second', async () => {
    const { takes, zeroUs } = await remux(recordings.recordingsDir, recordingId, scope);
    const secondZeroMs = (report.startUs - zeroUs) / 1000;
    expect(takes).toHaveLength(2);
    for (const take of takes) {
      expect(take.health.damagedBytes).toBe(0);
      expect((killedUs - zeroUs) / 1000 - take.lastMs).toBeLessThan(lostMs);
      await expectUsable(take, secondZeroMs);
    }
  });
});

describe('a session whose hub is killed and starts again while it is live', () => {
  test('goes on in the same recording, on the same clock', async () => {
    const { recordingsDir, recordingId, report } = await killHub();
    const recordings = await openTestRecordings(scope, recordingsDir);
    await recordings.recoverInterrupted((sessionId) => Promise.resolve(sessionId === 'doomed'));
    expect(recordings.jobs.payloads).toEqual([]);
    expect(recordings.ended()).toBe(0);

    const recorder = recordings.openRoomRecorder({ sessionId: 'doomed', title: 'Doomed' });
    const media = await loadFlashMedia();
    const room = await RecordedRoom.open({ recorder, media, log: silentLog, scope });
    await recorder.goLive();
    expect(recorder.proof().startedAt).toBeDefined();
    const ani = await room.enter('ani');
    await ani.consent(true);
    await ani.send('opus', report.startUs);
    await ani.send('vp8', report.startUs);
    await until(monoUs() + 3_500_000);
    await recorder.end();

    expect(await readdir(recordingsDir)).toEqual([recordingId]);
    expect(recordings.jobs.payloads).toEqual([{ recordingId, revision: 1 }]);
    const { events, takes, zeroUs } = await remux(recordingsDir, recordingId, scope);
    const types = events.map(({ type }) => type);
    for (const type of ['session.start', 'record.on', 'record.off', 'session.end']) {
      expect(types.filter((one) => one === type)).toEqual([type]);
    }
    expect(types).toContain('clock');
    expect(takes).toHaveLength(4);
    for (const take of takes) await expectUsable(take, (report.startUs - zeroUs) / 1000);
  });

  test('is finished when nobody comes back', async () => {
    const { recordingsDir, recordingId } = await killHub();
    const recordings = await openTestRecordings(scope, recordingsDir, { returnsWithinMs: 200 });
    await recordings.recoverInterrupted(() => Promise.resolve(true));
    await expect
      .poll(() => recordings.jobs.payloads, { timeout: 10_000 })
      .toEqual([{ recordingId, revision: 1 }]);
    expect(recordings.store.endedSessions.has('doomed')).toBe(true);
    await expect.poll(() => recordings.ended()).toBe(1);
    // Its session has ended with it: a second recording of it would be nobody's.
    const recorder = recordings.openRoomRecorder({ sessionId: 'doomed', title: 'Doomed' });
    await expect(recorder.goLive()).rejects.toMatchObject({ code: 'gone' });
    expect(await readdir(recordingsDir)).toEqual([recordingId]);
  });
});

/** As where a machine was lost with the last minute of its takes, but not of its timeline. */
async function addLaterClock({
  recordingsDir,
  recordingId,
  killedUs,
}: Pick<Awaited<ReturnType<typeof killHub>>, 'recordingsDir' | 'recordingId' | 'killedUs'>) {
  const { timeline } = recordingFiles(recordingsDir, recordingId);
  const { events } = await readTimeline(timeline);
  const { seq = 0, wallMs = 0 } = events.at(-1) ?? {};
  const at = { seq: seq + 1, monoUs: killedUs + 12e6, wallMs: wallMs + 12_000 };
  await appendFile(timeline, `${JSON.stringify({ type: 'clock', bootId: newId(), ...at })}\n`);
}

/** Resolves when a process that is not our child has ended; it may stay a zombie until somebody reaps it. */
async function gone(pid: number): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').then(
      (line) => line.slice(line.lastIndexOf(')') + 2, line.lastIndexOf(')') + 3),
      () => 'gone',
    );
    if (state === 'gone' || state === 'Z') return;
    if (Date.now() > deadline) throw new Error(`Process ${pid} lives on.`);
    await until(monoUs() + 50_000);
  }
}
