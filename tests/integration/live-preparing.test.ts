import { createHash } from 'node:crypto';
import { access, appendFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLivePreparer, type LivePreparer } from '../../media/ahead/prepare-live.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { configureFfmpeg } from '../../media/ffmpeg/ffmpeg-settings.ts';
import { createYieldGate, openGate } from '../../media/ffmpeg/gate.ts';
import { createPipelineSteps } from '../../media/jobs/pipeline-steps.ts';
import { slicesDirOf, type SlicesOutput } from '../../media/steps/slices.ts';
import { createEpisodeRepository } from '../../media/store/episode-repository.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import { createTranscriptRepository } from '../../media/store/transcript-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { loadFlashMedia, type FlashMedia } from '../support/flash-media.ts';
import { packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { aSeries, aSession } from '../support/stored.ts';
import { createTestProcessor } from '../support/test-pipeline.ts';
import { findFfmpegs } from '../support/video-meters.ts';
import { arrivalsOf, writeRecording, type Arrival } from '../support/written-recording.ts';

/** Sound and picture of a session made while it goes on, on real takes, and the episode made of it afterwards. */

const scope = new Scope('test', silentLog);
/** Long enough for a turn, with four chunks and four slices settled by then. */
const liveMs = 172_000;
const endMs = 180_000;
let root: string;
let store: ObjectStore;
let database: Database;
let media: FlashMedia;
let preparing: Scope;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi ahead '));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  store = await openLocalObjectStore(path.join(root, 'objects'));
  database = await openTestDatabase(scope);
  await database.prisma.library.create({ data: { name: 'Perpustakaan Kota' } });
  media = await loadFlashMedia();
});
beforeEach(() => {
  preparing = scope.child('preparing');
  lines = [];
});
afterAll(() => scope.close('over'));

type Live = { recordingId: string; sessionId: string };

async function goLive(practiceOfId?: string): Promise<Live> {
  const { seriesId } = await aSeries(database, { publishMode: 'automatic' });
  const { sessionId } = await aSession(database, { seriesId });
  const recordingId = `rekaman-${sessionId}`;
  const startedAt = new Date();
  await database.prisma.session.update({
    where: { sessionId },
    data: { state: 'live', practiceOfId: practiceOfId ?? null },
  });
  await database.prisma.recording.create({
    data: { recordingId, sessionId, state: 'recording', startedAt },
  });
  return { recordingId, sessionId };
}

/** Reports whose way varies, so that a faster one than all before may come at any time; and with clocks that waver. */
const wavering = (arrivals: Arrival[]): Arrival[] =>
  arrivals.map((arrival, n) => {
    if (!('report' in arrival)) return arrival;
    const { captureMs, timestamp } = arrival.report;
    const lateMs = 0.05 + ((n * 7_919) % 1_000) / 1_200 + (1 - arrival.atMs / endMs) / 10;
    const wrongMs = ((n * 104_729) % 1_000) / 2_000;
    return {
      atMs: arrival.atMs + lateMs,
      report: { captureMs: captureMs + wrongMs, timestamp },
    };
  });

/** Ani alone for a while, then with Budi, whose camera is off for a while: all within what is settled. What is on disk at a moment. */
async function record({ recordingId, sessionId }: Live, untilMs = Infinity): Promise<void> {
  const voice = { frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 };
  const face = { frames: packetiseVp8(media.vp8), frameMs: 1_000 / 30, clockRate: 90_000 };
  const sent = (track: typeof voice, fromMs: number, toMs: number): Arrival[] =>
    wavering(arrivalsOf({ ...track, fromMs, toMs, delayMs: 7 }));
  await writeRecording(root, {
    ...{ recordingId, sessionId, ranges: [[0, endMs]], untilMs },
    takes: [
      { takeId: 'ani-voice', codec: 'opus', arrivals: sent(voice, 0, endMs) },
      { takeId: 'ani-face', codec: 'vp8', arrivals: sent(face, 0, endMs) },
      {
        takeId: 'budi-voice',
        peerId: 'budi',
        codec: 'opus',
        arrivals: sent(voice, 12_000, endMs),
      },
      { takeId: 'budi-1', peerId: 'budi', codec: 'vp8', arrivals: sent(face, 12_000, 26_000) },
      { takeId: 'budi-2', peerId: 'budi', codec: 'vp8', arrivals: sent(face, 37_000, endMs) },
    ],
  });
}

async function end({ recordingId, sessionId }: Live): Promise<void> {
  const endedAt = new Date();
  await database.prisma.recording.update({
    where: { recordingId },
    data: { state: 'processing', endedAt },
  });
  await database.prisma.session.update({ where: { sessionId }, data: { state: 'ended' } });
}

function prepare(
  { recordingId }: Live,
  changes: Partial<Parameters<typeof createLivePreparer>[0]> = {},
): LivePreparer {
  const write = (line: string): void => void lines.push(JSON.parse(line) as (typeof lines)[0]);
  const preparer = createLivePreparer({
    recordings: createRecordingRepository(database.prisma),
    ...{ objectStore: store, recordingsDir: root, reserveBytes: 0, isBusy: () => false },
    ...{
      log: pino({ level: 'info' }, { write }),
      scope: preparing,
      everyMs: 30,
      ...changes,
    },
  });
  preparer.begin(recordingId);
  return preparer;
}

const told = (msg: string): Record<string, unknown>[] =>
  lines.filter((line) => line['msg'] === msg);
const chunksDir = ({ recordingId }: Live): string =>
  path.join(recordingFiles(root, recordingId).work, 'chunks');
const aheadOf = ({ recordingId }: Live): string => recordingFiles(root, recordingId).ahead;
const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const slicesOf = async ({ recordingId }: Live): Promise<string[]> => {
  const names = await readdir(slicesDirOf(recordingFiles(root, recordingId).work));
  return names.filter((name) => /^slice-\d+\.json$/.test(name));
};

/** What the podcast was made of. */
async function soundOf({ recordingId }: Live): Promise<SlicesOutput> {
  const note = path.join(recordingFiles(root, recordingId).work, 'mix.json');
  return (JSON.parse(await readFile(note, 'utf8')) as { output: SlicesOutput }).output;
}

/** Which file each part is, and since when. */
async function partsOf(live: Live): Promise<Record<string, string>> {
  const names = await readdir(chunksDir(live)).catch(() => []);
  const parts = names.filter((name) => /^part-.*\.mp4$/.test(name));
  const each = parts.map(async (name) => {
    const { ino, mtimeMs } = await stat(path.join(chunksDir(live), name));
    return [name, `${ino} ${mtimeMs}`] as const;
  });
  return Object.fromEntries(await Promise.all(each));
}

async function publish(live: Live): Promise<Record<string, string>> {
  const { recordingId } = live;
  const steps = createPipelineSteps(
    createEpisodeRepository(database.prisma),
    createTranscriptRepository(database.prisma),
  );
  const process = createTestProcessor({ database, store, recordingsDir: root, steps });
  await process({ recordingId, revision: 1 }, scope.signal);
  const recording = await database.prisma.recording.findUniqueOrThrow({
    where: { recordingId },
    include: { episode: true, steps: true },
  });
  expect(recording.steps.filter(({ error }) => error !== null)).toEqual([]);
  expect(recording.state).toBe('ready');
  const prefix = path.dirname(recording.episode!.hlsKey!);
  const hashes: Record<string, string> = {};
  for await (const { key } of store.list(`${prefix}/`)) {
    const name = key.slice(prefix.length + 1);
    if (!/^(720p|360p|iframes)\//.test(name)) continue;
    const object = await store.read(key);
    hashes[name] = createHash('sha256')
      .update(await buffer(object!.body))
      .digest('hex');
  }
  return hashes;
}

test('what was made while it was live is not made again, and the picture is the same to the bit', async () => {
  const live = await goLive();
  await record(live, liveMs);
  const preparer = prepare(live);
  // The sound comes first.
  await expect.poll(() => told('sound prepared'), { timeout: 150_000 }).toHaveLength(1);
  await expect.poll(() => findFfmpegs(chunksDir(live)), { timeout: 60_000 }).toHaveLength(1);

  // A hub that is stopped in the middle: nobody goes on, and what is whole stays.
  await preparer.end(live.recordingId);
  expect(await findFfmpegs(recordingFiles(root, live.recordingId).work)).toEqual([]);
  expect(await isThere(aheadOf(live))).toBe(false);

  preparer.begin(live.recordingId);
  await expect.poll(() => told('chunks prepared'), { timeout: 120_000 }).toHaveLength(1);
  expect(told('chunks prepared')[0]).toMatchObject({ chunks: 4 });
  expect(told('sound prepared').at(-1)).toMatchObject({ slices: 4 });
  const slices = await slicesOf(live);
  expect(slices).toHaveLength(4);
  const prepared = await partsOf(live);
  expect(Object.keys(prepared).length).toBe(2 * Number(told('chunks prepared')[0]!['parts']));
  await preparer.end(live.recordingId);
  expect(await isThere(aheadOf(live))).toBe(false);

  await record(live);
  await end(live);
  const made = await publish(live);
  expect(await partsOf(live)).toMatchObject(prepared);
  expect(Object.keys(await partsOf(live)).length).toBeGreaterThan(Object.keys(prepared).length);
  expect(told('not prepared for now')).toEqual([]);
  const { prepared: sound } = await soundOf(live);
  expect(sound).not.toBeNull();
  const { episode } = await database.prisma.recording.findUniqueOrThrow({
    where: { recordingId: live.recordingId },
    include: { episode: true },
  });
  expect(Math.abs(episode!.loudnessLufs! + 16)).toBeLessThanOrEqual(1);
  expect(episode!.truePeakDbtp!).toBeLessThanOrEqual(-1);
  expect(Math.abs(episode!.durationMs! - endMs)).toBeLessThan(60);

  // Once more with nothing prepared: what was is made anew, of the takes as they are at the end.
  const { work } = recordingFiles(root, live.recordingId);
  for (const name of Object.keys(prepared)) await rm(path.join(chunksDir(live), name));
  for (const step of ['chunks', 'package', 'publish-video']) {
    await rm(path.join(work, `${step}.json`));
  }
  await database.prisma.recording.update({
    where: { recordingId: live.recordingId },
    data: { state: 'processing' },
  });
  const again = await publish(live);
  expect(Object.keys(again).length).toBeGreaterThan(50);
  expect(again).toEqual(made);
  expect(Object.keys(await partsOf(live))).toEqual(
    expect.arrayContaining(Object.keys(prepared)),
  );
}, 600_000);

test('who takes their consent back leaves nothing that was made of them', async () => {
  const live = await goLive();
  await record(live, liveMs);
  const preparer = prepare(live);
  const hasSome = async (): Promise<boolean> => Object.keys(await partsOf(live)).length > 0;
  await expect.poll(hasSome, { timeout: 210_000 }).toBe(true);
  expect((await slicesOf(live)).length).toBeGreaterThan(0);
  const { timeline } = recordingFiles(root, live.recordingId);
  const at = { seq: 99, monoUs: 10_000_000 + 1_000 * liveMs, wallMs: liveMs };
  const no = { type: 'consent', peerId: 'ani', granted: false, textVersion: '1', ...at };
  await appendFile(timeline, `${JSON.stringify(no)}\n`);
  await preparer.end(live.recordingId);
  expect(await hasSome()).toBe(false);
  expect(await isThere(slicesDirOf(recordingFiles(root, live.recordingId).work))).toBe(false);
  expect(await isThere(aheadOf(live))).toBe(false);
}, 300_000);

test('a disk that is short gets all of it back', async () => {
  const live = await goLive();
  await record(live, liveMs);
  let looks = 0;
  prepare(live, {
    reserveBytes: 1_000_000,
    freeBytesOf: () => Promise.resolve((looks += 1) > 2 ? 1_999_999 : 1e12),
  });
  await expect
    .poll(() => told('nothing is prepared of this session'), { timeout: 60_000 })
    .toHaveLength(1);
  expect(looks).toBe(3);
  expect(await partsOf(live)).toEqual({});
  expect(await isThere(aheadOf(live))).toBe(false);
}, 120_000);

test('what stands still because the disk is short goes, too', async () => {
  let isShort = false;
  configureFfmpeg({ gate: createYieldGate({ isBusy: () => false, isShort: () => isShort }) });
  try {
    const live = await goLive();
    await record(live, liveMs);
    prepare(live);
    await expect
      .poll(async () => (await slicesOf(live)).length, { timeout: 60_000 })
      .toBeGreaterThan(0);
    isShort = true;
    await expect
      .poll(() => told('nothing is prepared of this session'), { timeout: 20_000 })
      .toHaveLength(1);
    const { work } = recordingFiles(root, live.recordingId);
    expect([await isThere(slicesDirOf(work)), await partsOf(live)]).toEqual([false, {}]);
    expect(await findFfmpegs(work)).toEqual([]);
  } finally {
    configureFfmpeg({ gate: openGate });
  }
}, 120_000);

test('while rooms are busy nothing begins; a practice is left alone', async () => {
  const live = await goLive();
  await record(live, liveMs);
  let asked = 0;
  const isBusy = (): boolean => (asked += 1) > 0;
  const preparer = prepare(live, { isBusy });
  await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThan(1);
  expect(await isThere(aheadOf(live))).toBe(false);
  await preparer.end(live.recordingId);

  const practice = await goLive(live.sessionId);
  await record(practice, liveMs);
  preparer.begin(practice.recordingId);
  await expect
    .poll(() => told('nothing is prepared of this session'), { timeout: 20_000 })
    .toMatchObject([{ recording: practice.recordingId }]);
});
