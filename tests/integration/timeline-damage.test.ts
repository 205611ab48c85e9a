import { appendFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remuxRecording } from '../../media/capture/remux-recording.ts';
import { tellStory } from '../../media/capture/session-story.ts';
import { findDamage } from '../../media/capture/timeline-damage.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { recordingFiles, recordingPrefix } from '../../media/contract/recording-files.ts';
import type { TimelineEntry } from '../../media/contract/timeline.ts';
import { restoreTake } from '../../media/maintenance/restore-take.ts';
import { eraseWithdrawn } from '../../media/steps/erase-recorded.ts';
import { recordedMeta } from '../../media/steps/put-recording-file.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { settleFiles } from '../../server/recordings/finish-recording.ts';
import { projectTimeline } from '../../server/recordings/project-timeline.ts';
import type { RecordingProjection } from '../../server/recordings/recording-repository.ts';
import { makeFolder } from '../support/folder.ts';
import { FakeRecordingStore } from '../support/fake-recording-store.ts';
import { loadFlashMedia, type FlashMedia } from '../support/flash-media.ts';
import { recordingCommand } from '../support/recording-command.ts';
import { packetiseOpus } from '../support/rtp-sender.ts';
import { openTestRecordings } from '../support/test-recordings.ts';
import { arrivalsOf, writeRecording } from '../support/written-recording.ts';

/** What a recording says whose timeline a disk has damaged: takes that it tells of no more are on disk still. */

const scope = new Scope('test', silentLog);
const lengthMs = 5_000;
let media: FlashMedia;

beforeAll(async () => {
  media = await loadFlashMedia();
});
afterAll(() => scope.close('done'));

const personOf = (takeId: string): string => takeId.split('-')[0] ?? '';
const joined = (peerId: string): [number, TimelineEntry] => [
  0,
  { type: 'peer.join', peerId, displayName: `${peerId} N.`, role: 'speaker' },
];

/** Microphones for five seconds. Each take is called as its person, with a number where it is not the first. */
async function aRecording(
  takeIds: readonly string[],
  told: readonly [number, TimelineEntry][] = [],
  untilMs = Infinity,
) {
  const dataDir = await makeFolder(scope);
  const recordingsDir = path.join(dataDir, 'recordings');
  const sound = { frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 };
  const arrivals = arrivalsOf({ ...sound, fromMs: 0, toMs: lengthMs });
  const recordingId = await writeRecording(recordingsDir, {
    ...{ ranges: [[0, lengthMs]], untilMs },
    takes: takeIds.map((takeId) => ({
      ...{ takeId, codec: 'opus', peerId: personOf(takeId), arrivals },
    })),
    told: [...takeIds.map(personOf).map(joined), ...told],
  });
  return { dataDir, recordingId, files: recordingFiles(recordingsDir, recordingId) };
}
type Files = Awaited<ReturnType<typeof aRecording>>['files'];

/** As after a bad sector. */
async function damageStartOf({ timeline }: Files, takeId: string): Promise<void> {
  const lines = (await readFile(timeline, 'utf8')).split('\n').map((line) => {
    const isIts = line.includes('"take.start"') && line.includes(`"takeId":"${takeId}"`);
    return isIts ? `${line.slice(0, 40)}${'\0'.repeat(30)}${line.slice(70)}` : line;
  });
  await writeFile(timeline, lines.join('\n'));
}

/** The same of the lines of these kinds. */
async function damageLines({ timeline }: Files, types: readonly string[]): Promise<void> {
  const lines = (await readFile(timeline, 'utf8')).split('\n').map((line) => {
    const isHit = types.some((type) => line.includes(`{"type":"${type}"`));
    return isHit ? `${'\0'.repeat(line.length - 1)}}` : line;
  });
  await writeFile(timeline, lines.join('\n'));
}

const eventsOf = async ({ timeline }: Files) => (await readTimeline(timeline)).events;
const budi = { takeId: 'budi', displayName: 'budi N.', source: 'microphone' };

test('a damaged line, and the take that nobody knows of without it, are told; the recording is poor', async () => {
  const { dataDir, recordingId, files } = await aRecording(['ani', 'budi']);
  expect(await findDamage(files)).toBeUndefined();
  await damageStartOf(files, 'budi');
  expect(await findDamage(files)).toEqual({ damagedLines: 1, strayTakes: [budi] });

  const { code, said } = await recordingCommand(['verify', recordingId], { DATA_DIR: dataDir });
  expect(said).toContain('1 lines of the timeline are damaged');
  expect(said).toContain('in no episode: budi N. microphone, budi');
  expect(said).toContain('5.0 s in all: poor');
  expect(code).toBe(1);
});

test('where the first lines are damaged, each clock says whose recording it is, and that it is on', async () => {
  const owner = { recordingId: 'written', sessionId: 's1' };
  const clock = { type: 'clock', bootId: 'b', ...owner, isOn: true } as const;
  const { files } = await aRecording(
    ['ani', 'budi'],
    [
      [1_000, clock],
      [2_000, clock],
    ],
  );
  const whole = await settleFiles(files, await eventsOf(files));
  expect(whole).toMatchObject({ recordingId: 'written', state: 'processing' });
  expect(tellStory(await eventsOf(files)).ranges).toHaveLength(1);

  await damageLines(files, ['session.start', 'record.on']);
  const events = await eventsOf(files);
  expect(await settleFiles(files, events)).toMatchObject({ ...owner, state: 'processing' });
  const { ranges, takes, zeroUs } = tellStory(events);
  expect(takes).toHaveLength(2);
  expect(ranges).toHaveLength(1);
  // Of what was before the first clock nobody can say that it was on.
  const { fromUs = 0, toUs = 0 } = ranges[0] ?? {};
  expect(zeroUs).toBe(fromUs);
  expect((toUs - fromUs) / 1_000).toBe(lengthMs - 1_000);
  expect(await findDamage(files)).toMatchObject({ damagedLines: 2, strayTakes: [] });
});

test('a hub that died, and whose first lines are damaged, leaves a recording that becomes an episode all the same', async () => {
  const owner = { recordingId: 'written', sessionId: 's1' };
  const clock = { type: 'clock', bootId: 'b', ...owner, isOn: true } as const;
  const { files, dataDir } = await aRecording(['ani'], [[1_000, clock]], 4_500);
  await damageLines(files, ['session.start', 'record.on']);
  const recordings = await openTestRecordings(scope, path.join(dataDir, 'recordings'));
  await recordings.recoverInterrupted(() => Promise.resolve(false));
  expect(recordings.jobs.payloads).toEqual([{ recordingId: 'written', revision: 1 }]);
  expect(recordings.store.recordings.get('written')).toMatchObject({
    ...{ ...owner, stored: 'processing' },
  });
  expect(recordings.store.endedSessions.has('s1')).toBe(true);
  // And what makes its episode finds it damaged, by which it waits for a host.
  expect(await findDamage(files)).toMatchObject({ damagedLines: 2 });
  const { ranges } = tellStory(await eventsOf(files));
  expect(ranges).toHaveLength(1);
  expect(ranges[0]?.toUs).toBeLessThan(Infinity);
});

/** Of a hub that died: the database knows the recording, and on the disk nothing can be read of its timeline. */
async function aLostTimeline(takeIds = ['ani'], isCopied = false) {
  const { files, dataDir } = await aRecording(takeIds, [], 4_500);
  const { size } = await stat(files.timeline);
  await writeFile(files.timeline, `${'\0'.repeat(size - 1)}\n`);
  const store = new FakeRecordingStore();
  const recordingsDir = path.join(dataDir, 'recordings');
  const recordings = await openTestRecordings(scope, recordingsDir, {
    ...{ store, isCopied, returnsWithinMs: 200 },
  });
  const startedAt = new Date(Date.now() - 60_000);
  const known: RecordingProjection = {
    ...{ recordingId: 'written', sessionId: 's1', state: 'recording' },
    ...{ startedAt, endedAt: null, takes: [] },
  };
  return { files, store, recordings, known };
}

test('where nothing of a timeline can be read, hosts read what is left of the recording', async () => {
  const { files, store, recordings, known } = await aLostTimeline();
  await store.save(known);
  await recordings.recoverInterrupted(() => Promise.resolve(false));
  const { stored, health, endedAt } = store.recordings.get('written')!;
  expect(stored).toBe('empty');
  // What she is called was on a line.
  const ani = { takeId: 'ani', displayName: '', source: 'microphone' };
  expect(health).toMatchObject({ nothing: 'untold', damage: { strayTakes: [ani] } });
  expect(endedAt!.getTime()).toBeGreaterThan(known.startedAt.getTime());
  expect(store.endedSessions.has('s1')).toBe(true);
  expect(await readdir(files.takes)).toEqual(['ani']);
});

test('the same of a session that is live still: it goes on in that recording, or ends when nobody comes back', async () => {
  const { store, recordings, known } = await aLostTimeline();
  await store.save(known);
  await recordings.recoverInterrupted(() => Promise.resolve(true));
  expect(recordings.isOpen('written')).toBe(true);
  await expect.poll(() => store.recordings.get('written')!.stored).toBe('empty');
});

test('one that was copied while it was live is left to a rescue: its copy is whole', async () => {
  const { files, store, recordings, known } = await aLostTimeline(['ani'], true);
  await store.save(known);
  const before = await readFile(files.timeline);
  await recordings.recoverInterrupted(() => Promise.resolve(false));
  expect(await readFile(files.timeline)).toEqual(before);
  expect(store.recordings.get('written')!.stored).toBe('recording');
});

test('a file of which neither disk nor database knows whose it is stays as it is', async () => {
  const { files, store, recordings } = await aLostTimeline();
  const before = await readFile(files.timeline);
  await recordings.recoverInterrupted(() => Promise.resolve(false));
  expect(await readFile(files.timeline)).toEqual(before);
  expect(store.recordings.size).toBe(0);
});

test('a line that a kill tore off is no damage, neither at the end nor once more was written', async () => {
  const { files } = await aRecording(['ani']);
  const start = (await readFile(files.timeline, 'utf8')).split('\n').at(-2)!;
  await appendFile(files.timeline, start.slice(0, 40));
  expect(await findDamage(files)).toBeUndefined();
  await appendFile(files.timeline, `\n${start}\n`);
  expect(await findDamage(files)).toBeUndefined();
});

test('a recording of which only the damaged line told is not called one in which nobody spoke', async () => {
  const { files } = await aRecording(['budi']);
  await damageStartOf(files, 'budi');
  const settled = await settleFiles(files, await eventsOf(files));
  expect(settled).toMatchObject({
    state: 'empty',
    health: { verdict: 'empty', nothing: 'untold', damage: { strayTakes: [budi] } },
  });
});

test('what is left of people who said no is deleted, and not told', async () => {
  const refusal = { granted: false, textVersion: '1' };
  const { files } = await aRecording(
    ['ani', 'budi'],
    [[4_000, { type: 'consent', peerId: 'budi', ...refusal }]],
  );
  await damageStartOf(files, 'budi');
  expect(await findDamage(files)).toEqual({ damagedLines: 1, strayTakes: [] });
  await settleFiles(files, await eventsOf(files));
  expect(await readdir(files.takes)).toEqual(['ani']);
});

test('who was taken out leaves nothing that no line tells of, and it is not told either', async () => {
  const { files } = await aRecording(['ani', 'budi', 'budi-2']);
  await damageStartOf(files, 'budi-2');
  expect(await findDamage(files, ['budi'])).toEqual({ damagedLines: 1, strayTakes: [] });
  const store = await openLocalObjectStore(await makeFolder(scope));
  const copy = `${recordingPrefix('written')}/takes/budi-2/0000.rtpl`;
  await store.put(copy, Buffer.from('copied'), recordedMeta);
  const gone = { takeIds: ['budi'], peerIds: [], names: [], questionIds: [] };
  await eraseWithdrawn('written', gone, files, store);
  expect(await readdir(files.takes)).toEqual(['ani']);
  expect(await store.find(copy)).toBeUndefined();
});

test('what only the log of a lost machine tells of, and an empty folder, are no damage', async () => {
  const { files } = await aRecording(['ani', 'budi']);
  await writeFile(files.returned, await readFile(files.timeline));
  await damageStartOf(files, 'budi');
  await mkdir(files.take('just-opened'));
  expect(await findDamage(files)).toEqual({ damagedLines: 1, strayTakes: [] });
});

/** Where each take lies, as files are made of it. Ms. */
async function spansOf(files: Files): Promise<[string, number, number][]> {
  const { takes } = await remuxRecording({
    ...{ files, outDir: await makeFolder(scope), signal: scope.signal, log: silentLog },
    onProgress: () => undefined,
  });
  return takes.map(({ displayName, firstMs, lastMs }) => [displayName, firstMs, lastMs]);
}

const restore = (files: Files, takeId: string, displayName: string) =>
  restoreTake(files, { takeId, displayName }, systemClock);
const notFound = { code: 'not-found' };

test('a take that a timeline has lost is put back by hand, where it was', async () => {
  const { files } = await aRecording(['ani', 'budi']);
  const [[, firstMs, lastMs] = []] = (await spansOf(files)).slice(1);
  await damageStartOf(files, 'budi');
  expect(await spansOf(files)).toHaveLength(1);
  await expect(restore(files, 'ani', 'Ani')).rejects.toMatchObject(notFound);
  await restore(files, 'budi', 'Budi');
  expect((await spansOf(files))[1]).toEqual(['Budi', firstMs, lastMs]);
  expect(await findDamage(files)).toEqual({ damagedLines: 1, strayTakes: [] });
  await expect(restore(files, 'budi', 'Budi')).rejects.toMatchObject(notFound);
});

test('of a timeline that is lost as a whole, all takes are put back, one after the other', async () => {
  const { files, store, recordings, known } = await aLostTimeline(['ani', 'budi']);
  await expect(restore(files, 'ani', 'Ani')).rejects.toMatchObject({ code: 'conflict' });
  await store.save(known);
  await recordings.recoverInterrupted(() => Promise.resolve(false));
  await restore(files, 'budi', 'Budi');
  await restore(files, 'ani', 'Ani');
  const spans = await spansOf(files);
  expect(spans.map(([name]) => name)).toEqual(['Budi', 'Ani']);
  for (const [, fromMs, toMs] of spans) {
    expect(fromMs).toBeLessThan(50);
    expect(Math.abs(toMs - 4_500)).toBeLessThan(50);
  }
  expect(projectTimeline(await eventsOf(files), true)?.takes).toHaveLength(2);
});

test('whoever said no is not put back', async () => {
  const no = { type: 'consent', peerId: 'budi', granted: false, textVersion: '1' } as const;
  const { files } = await aRecording(['ani', 'budi'], [[4_000, no]]);
  await damageStartOf(files, 'budi');
  await expect(restore(files, 'budi', 'Budi')).rejects.toMatchObject(notFound);
});
