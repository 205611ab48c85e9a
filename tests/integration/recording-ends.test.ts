import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { readTimeline, TimelineLog } from '../../media/capture/timeline-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TimelineEvent } from '../../media/contract/timeline.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { silentLog } from '../../server/platform/log.ts';
import { pause } from '../../server/platform/pause.ts';
import { Scope } from '../../server/platform/scope.ts';
import {
  makeRecordingsDir,
  openTestRecordings,
  type TestRecordings,
} from '../support/test-recordings.ts';

/** Whatever fails at the beginning or at the end: a session has one recording, and it comes to its end without a restart. */

const scope = new Scope('test', silentLog);
afterAll(() => scope.close('done'));
afterEach(() => {
  vi.restoreAllMocks();
});

const sessionId = 'stuck';
const openRecorder = (recordings: TestRecordings) =>
  recordings.openRoomRecorder({ sessionId, title: 'Stuck' });

/** A disk that refuses these events until it is mended. */
function refuse(...types: TimelineEvent['type'][]): { mend: () => void } {
  const append = Reflect.get(TimelineLog.prototype, 'append');
  const spy = vi.spyOn(TimelineLog.prototype, 'append').mockImplementation(function (
    this: TimelineLog,
    entry,
    at,
  ) {
    if (types.includes(entry.type)) return Promise.reject(new Error('ENOSPC'));
    return append.call(this, entry, at);
  });
  return { mend: () => spy.mockRestore() };
}

async function typesOf({ recordingsDir }: TestRecordings): Promise<string[]> {
  const [recordingId = ''] = await readdir(recordingsDir);
  const { timeline } = recordingFiles(recordingsDir, recordingId);
  return (await readTimeline(timeline)).events.map(({ type }) => type);
}

const statesOf = ({ store }: TestRecordings): string[] =>
  [...store.recordings.values()].map(({ stored }) => stored);

/** What a hub that died a moment ago has left of a session that is live. */
async function leaveInterrupted(): Promise<{ recordingsDir: string; recordingId: string }> {
  const recordingsDir = await makeRecordingsDir(scope);
  const before = scope.child('before');
  const recordings = await openTestRecordings(before, recordingsDir);
  await openRecorder(recordings).goLive();
  await before.close('died');
  const [recordingId = ''] = await readdir(recordingsDir);
  return { recordingsDir, recordingId };
}

test('a start that fails half-way goes on in the same recording when it is pressed again', async () => {
  const recordings = await openTestRecordings(scope);
  const recorder = openRecorder(recordings);
  const disk = refuse('record.on');
  await expect(recorder.goLive()).rejects.toThrow('ENOSPC');
  await expect(recorder.goLive()).rejects.toThrow('ENOSPC');
  disk.mend();
  await recorder.goLive();
  expect(recorder.proof()).toMatchObject({ state: 'on', troubles: [] });
  await recorder.end();
  expect(await readdir(recordings.recordingsDir)).toHaveLength(1);
  const types = await typesOf(recordings);
  for (const type of ['session.start', 'record.on', 'record.off', 'session.end']) {
    expect(types.filter((one) => one === type)).toEqual([type]);
  }
  expect(statesOf(recordings)).toEqual(['empty']);
});

test('what people answer keeps nobody waiting while the database is away', async () => {
  const recordings = await openTestRecordings(scope);
  recordings.consents.add = () => new Promise(() => undefined);
  const recorder = openRecorder(recordings);
  await recorder.goLive();
  const who = { peerId: 'ani', displayName: 'Ani', address: '192.0.2.1', textVersion: '1' };
  const answered = ['yes', 'no'].map((said) =>
    recorder.consent({ ...who, granted: said === 'yes' }),
  );
  const patience = pause(1_000, scope.signal).then(() => 'waited');
  expect(await Promise.race([Promise.all(answered), patience])).not.toBe('waited');
  expect(await typesOf(recordings)).toContain('consent');
});

test('an interrupted recording that cannot go on at once goes on when it is pressed again', async () => {
  const { recordingsDir, recordingId } = await leaveInterrupted();
  const recordings = await openTestRecordings(scope, recordingsDir, { returnsWithinMs: 300 });
  await recordings.recoverInterrupted(() => Promise.resolve(true));
  // What of others' deeds is done to folders waits for it.
  expect(recordings.isOpen(recordingId)).toBe(true);
  const recorder = openRecorder(recordings);
  const startedUs = systemClock.monoUs();
  const { timeline } = recordingFiles(recordingsDir, recordingId);
  await rename(timeline, `${timeline}.away`);
  await mkdir(timeline);
  await expect(recorder.goLive()).rejects.toThrow('EISDIR');
  await rm(timeline, { recursive: true });
  await rename(`${timeline}.away`, timeline);
  // Longer than it waits for its people: they are here.
  await expect.poll(() => systemClock.monoUs() - startedUs > 600_000).toBe(true);
  await recorder.goLive();
  expect(recordings.isOpen(recordingId)).toBe(true);
  await recorder.end();
  expect(recordings.isOpen(recordingId)).toBe(false);
  expect(await readdir(recordingsDir)).toEqual([recordingId]);
  expect((await typesOf(recordings)).filter((type) => type === 'session.end')).toHaveLength(1);
});

test.each(['record.off', 'session.end'] as const)(
  'an end whose %s is refused is written once the disk takes it',
  async (type) => {
    const recordings = await openTestRecordings(scope, undefined, { finishAgainMs: 20 });
    const recorder = openRecorder(recordings);
    await recorder.goLive();
    const disk = refuse(type);
    await expect(recorder.end()).rejects.toThrow('ENOSPC');
    expect(statesOf(recordings)).toEqual(['recording']);
    const [recordingId = ''] = await readdir(recordings.recordingsDir);
    expect(recordings.isOpen(recordingId)).toBe(true);
    disk.mend();
    await expect.poll(() => statesOf(recordings), { timeout: 5_000 }).toEqual(['empty']);
    await expect.poll(() => recordings.isOpen(recordingId)).toBe(false);
    expect((await typesOf(recordings)).slice(-2)).toEqual(['record.off', 'session.end']);
  },
);

test('a session that never came on air for all that was pressed leaves nothing open', async () => {
  const recordings = await openTestRecordings(scope, undefined, { finishAgainMs: 20 });
  const recorder = openRecorder(recordings);
  const disk = refuse('record.on');
  await expect(recorder.goLive()).rejects.toThrow('ENOSPC');
  disk.mend();
  await recorder.end();
  await expect.poll(() => statesOf(recordings), { timeout: 5_000 }).toEqual(['empty']);
});

test('a session of whose end the database did not hear ends there with its recording', async () => {
  const recordings = await openTestRecordings(scope);
  const recorder = openRecorder(recordings);
  await recorder.goLive();
  recordings.store.isAway = true;
  await recorder.end();
  recordings.store.isAway = false;
  await expect.poll(() => statesOf(recordings), { timeout: 5_000 }).toEqual(['empty']);
  expect(recordings.store.endedSessions.has(sessionId)).toBe(true);
});

test('nobody comes back while the database is away: it is finished once that is back', async () => {
  const { recordingsDir } = await leaveInterrupted();
  const recordings = await openTestRecordings(scope, recordingsDir, {
    ...{ returnsWithinMs: 20, finishAgainMs: 20 },
  });
  await recordings.recoverInterrupted(() => Promise.resolve(true));
  recordings.store.isAway = true;
  await expect.poll(() => recordings.store.refused, { timeout: 5_000 }).toBeGreaterThan(1);
  recordings.store.isAway = false;
  await expect.poll(() => statesOf(recordings), { timeout: 5_000 }).toEqual(['empty']);
  expect(recordings.store.endedSessions.has(sessionId)).toBe(true);
});

test('a database that is away at the start is no reason to record a session anew, or never to finish it', async () => {
  const { recordingsDir, recordingId } = await leaveInterrupted();
  const given = { returnsWithinMs: 500, finishAgainMs: 20 };
  const recordings = await openTestRecordings(scope, recordingsDir, given);
  recordings.store.isAway = true;
  await recordings.recoverInterrupted(() => Promise.resolve(true));
  recordings.store.isAway = false;
  await openRecorder(recordings).goLive();
  expect(await readdir(recordingsDir)).toEqual([recordingId]);

  const other = await leaveInterrupted();
  const late = await openTestRecordings(scope, other.recordingsDir, given);
  late.store.isAway = true;
  await late.recoverInterrupted(() => Promise.resolve(true));
  late.store.isAway = false;
  await expect.poll(() => statesOf(late), { timeout: 5_000 }).toEqual(['empty']);
});

test('a session that ended on its timeline, which the database was not told, is neither recorded further nor anew', async () => {
  const { recordingsDir, recordingId } = await leaveInterrupted();
  const log = await TimelineLog.open(
    recordingFiles(recordingsDir, recordingId).timeline,
    systemClock,
  );
  await log.append({ type: 'record.off' });
  await log.append({ type: 'session.end', reason: 'ended' });
  await log.close();
  // Longer than the test: only coming back brings it forward.
  const given = { returnsWithinMs: 60_000, finishAgainMs: 60_000 };
  const recordings = await openTestRecordings(scope, recordingsDir, given);
  recordings.store.isAway = true;
  await recordings.recoverInterrupted(() => Promise.resolve(true));
  await expect.poll(() => recordings.store.refused).toBeGreaterThan(1);
  recordings.store.isAway = false;
  const recorder = openRecorder(recordings);
  await expect(recorder.goLive()).rejects.toMatchObject({ code: 'gone' });
  expect(recorder.proof()).toMatchObject({ state: 'off', troubles: ['recording-over'] });
  await expect.poll(() => statesOf(recordings), { timeout: 5_000 }).toEqual(['empty']);
  expect(recordings.store.endedSessions.has(sessionId)).toBe(true);
  expect(await readdir(recordingsDir)).toEqual([recordingId]);
});
