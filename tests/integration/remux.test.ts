import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remuxInChild } from '../../media/capture/remux-in-child.ts';
import { remuxRecording, type RemuxedRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { Source } from '../../server/protocol/words.ts';
import { loadFlashMedia, type FlashMedia } from '../support/flash-media.ts';
import { measureTake, offsets } from '../support/flash-times.ts';
import { packetiseH264, packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { makeRecordingsDir } from '../support/test-recordings.ts';
import {
  arrivalsOf,
  writeRecording,
  type Arrival,
  type Track,
} from '../support/written-recording.ts';

/** What networks and senders do to a take, written by hand and remuxed; ffmpeg is the judge. */
const scope = new Scope('test', silentLog);
let media: FlashMedia;

beforeAll(async () => {
  media = await loadFlashMedia();
});
afterAll(() => scope.close('done'));

async function remux(
  takes: Parameters<typeof writeRecording>[1]['takes'],
  ranges: [number, number][] = [[0, 60_000]],
): Promise<RemuxedRecording> {
  return remuxFiles(await write(takes, ranges), 'remux');
}

async function write(
  takes: Parameters<typeof writeRecording>[1]['takes'],
  ranges: [number, number][],
): Promise<ReturnType<typeof recordingFiles>> {
  const recordingsDir = await makeRecordingsDir(scope);
  return recordingFiles(recordingsDir, await writeRecording(recordingsDir, { takes, ranges }));
}

const remuxFiles = (
  files: ReturnType<typeof recordingFiles>,
  into: string,
  sources?: readonly Source[],
): Promise<RemuxedRecording> =>
  remuxRecording({
    ...{ files, outDir: path.join(files.work, into), signal: scope.signal },
    ...{ onProgress: () => undefined, log: silentLog, ...(sources ? { sources } : {}) },
  });

async function remuxOne(
  codec: RemuxedTake['codec'],
  arrivals: readonly Arrival[],
  ranges?: [number, number][],
): Promise<RemuxedTake> {
  const { takes } = await remux([{ takeId: 'take', codec, arrivals }], ranges);
  expect(takes).toHaveLength(1);
  return takes[0]!;
}

const vp8 = (track: Partial<Track> = {}, size: 'vp8' | 'vp8Small' = 'vp8'): Arrival[] =>
  arrivalsOf({
    ...{ frames: packetiseVp8(media[size]), frameMs: 1000 / 30, clockRate: 90_000 },
    ...{ fromMs: 0, toMs: 6_000, ...track },
  });
const opus = (track: Partial<Track> = {}): Arrival[] =>
  arrivalsOf({
    ...{ frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 },
    ...{ fromMs: 0, toMs: 6_000, ...track },
  });

async function hashOf({ file }: RemuxedTake): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

async function expectInTime(take: RemuxedTake, atLeast: number): Promise<void> {
  const measured = await measureTake(take);
  expect(measured.errors).toEqual([]);
  const found = offsets(take, measured, 0);
  expect(found.length).toBeGreaterThanOrEqual(atLeast);
  for (const offset of found) expect(Math.abs(offset)).toBeLessThan(20);
}

test('shuffled, repeated and wrapped packets make the same file as a clean track', async () => {
  const clean = await remuxOne('vp8', vp8());
  const rough = vp8({ firstSequence: 65_500, firstTimestamp: 2 ** 32 - 90_000 });
  const shuffled = rough
    .map((arrival, n) => ({ arrival, key: Math.floor(n / 50) * 50 + ((n * 17) % 50) }))
    .sort((a, b) => a.key - b.key)
    .flatMap(({ arrival }, n) => (n % 20 === 0 ? [arrival, arrival] : [arrival]));
  const take = await remuxOne('vp8', shuffled);
  expect(await hashOf(take)).toBe(await hashOf(clean));
  expect(take.health.lostPackets).toBe(0);
  await expectInTime(take, 4);
});

test('after packets that nobody could repeat, the next picture is a keyframe', async () => {
  const arrivals = vp8();
  const isLost = (n: number) => n >= 70 && n < 95;
  const take = await remuxOne(
    'vp8',
    arrivals.filter((_, n) => !isLost(n)),
  );
  expect(take.gaps).toHaveLength(1);
  const [gap] = take.gaps;
  expect(take.keyframesMs).toContain(gap!.toMs);
  expect(gap!.toMs - gap!.fromMs).toBeLessThan(1_500);
  expect(take.health.lostPackets).toBeGreaterThan(20);
  await expectInTime(take, 3);
});

test('the same for H.264, whose keyframes carry their parameter sets', async () => {
  const h264 = arrivalsOf({
    ...{ frames: packetiseH264(media.h264), frameMs: 1000 / 30, clockRate: 90_000 },
    ...{ fromMs: 0, toMs: 6_000 },
  });
  const take = await remuxOne(
    'h264',
    h264.filter((_, n) => n < 70 || n >= 95),
  );
  expect(take.gaps).toHaveLength(1);
  expect(take.keyframesMs).toContain(take.gaps[0]!.toMs);
  expect(take.sizes).toEqual([{ fromMs: 0, width: 320, height: 180 }]);
  await expectInTime(take, 3);
});

test('lost sound is a gap of exactly its length', async () => {
  const take = await remuxOne(
    'opus',
    opus().filter(({ atMs }) => atMs < 2_500 || atMs >= 2_700),
  );
  const [gap, ...more] = take.gaps;
  expect(more).toEqual([]);
  expect(gap!.toMs - gap!.fromMs).toBeGreaterThanOrEqual(199);
  expect(gap!.toMs - gap!.fromMs).toBeLessThanOrEqual(201);
  await expectInTime(take, 4);
});

test('what was not sent for more than a second is a break from packet to packet', async () => {
  const [from, to] = [2_000, 3_500];
  const take = await remuxOne(
    'opus',
    opus().filter(({ atMs }) => atMs < from || atMs >= to || (atMs > 2_600 && atMs < 2_700)),
  );
  expect(take.breaks).toEqual([]);
  const muted = await remuxOne(
    'opus',
    opus().filter(({ atMs }) => atMs < from || atMs >= to),
  );
  const [only, ...more] = muted.breaks;
  expect(more).toEqual([]);
  expect(only!.toMs - only!.fromMs).toBeGreaterThanOrEqual(to - from);
  expect(only!.toMs - only!.fromMs).toBeLessThanOrEqual(to - from + 41);
  expect(only!.fromMs).toBeLessThan(from);
});

test('a simulcast sender that switches up and down stays decodable and in time', async () => {
  // The upper layer's keyframe was captured before lower pictures that have already come.
  const layers = [
    vp8({ fromMs: 0, toMs: 2_100, delayMs: 20 }, 'vp8Small'),
    vp8({ fromMs: 2_000, toMs: 4_360, delayMs: 140 }),
    vp8({ fromMs: 4_500, toMs: 7_000, delayMs: 20 }, 'vp8Small'),
  ];
  let sequence = 0;
  const arrivals = layers
    .flat()
    .map((arrival) => ('report' in arrival ? arrival : { ...arrival, sequence: sequence++ }));
  const take = await remuxOne(
    'vp8',
    arrivals.sort((a, b) => a.atMs - b.atMs),
  );
  expect(take.sizes.map(({ width }) => width)).toEqual([160, 320, 160]);
  // Of what both layers show, the lower one's four pictures go: 60 below, 71 above, 75 below again.
  expect(take.frames).toBe(60 + 71 + 75);
  expect(take.health.lostPackets).toBe(0);
  expect(take.health.clockSteps).toEqual([]);
  await expectInTime(take, 4);
});

test('a capture that stalled is put right from the stall on', async () => {
  // Three seconds of nothing, and timestamps that do not know of it.
  const stalled = opus({ toMs: 3_500 });
  const late = opus({ fromMs: 3_500, toMs: 9_000, firstSequence: 175 }).map((arrival) =>
    'report' in arrival
      ? {
          atMs: arrival.atMs + 3_000,
          report: { ...arrival.report, captureMs: arrival.report.captureMs + 3_000 },
        }
      : { ...arrival, atMs: arrival.atMs + 3_000 },
  );
  const take = await remuxOne('opus', [...stalled, ...late]);
  expect(take.health.clockSteps).toHaveLength(1);
  expect(Math.abs(take.health.clockSteps[0]!.stepMs - 3_000)).toBeLessThan(20);
  const measured = await measureTake(take);
  // The source's second 4 is the session's second 7.
  for (const expected of [1_000, 2_000, 3_000, 7_000, 8_000, 9_000, 10_000, 11_000]) {
    expect(measured.times.some((time) => Math.abs(time - expected) < 20)).toBe(true);
  }
});

test('only what lies between record.on and record.off is used', async () => {
  const ranges: [number, number][] = [
    [0, 2_000],
    [4_100, 5_500],
  ];
  const [sound, picture] = [
    await remuxOne('opus', opus(), ranges),
    await remuxOne('vp8', vp8(), ranges),
  ];
  for (const take of [sound, picture]) {
    expect(take.lastMs).toBeLessThan(5_500);
    const { times } = await measureTake(take);
    expect(times.some((time) => Math.abs(time - 1_000) < 20)).toBe(true);
    expect(times.some((time) => Math.abs(time - 5_000) < 20)).toBe(true);
    expect(times.some((time) => time > 2_050 && time < 4_000)).toBe(false);
  }
  // Pictures begin again at a keyframe: those before it cannot be seen without what was left out.
  expect(picture.keyframesMs.some((ms) => ms >= 4_100 && ms <= 4_600)).toBe(true);
});

test('a track without sender reports is dated by arrival, and says so', async () => {
  const take = await remuxOne('opus', opus({ reports: false, delayMs: 30 }));
  expect(take.health.senderReports).toBe(0);
  expect(Math.abs(take.firstMs - 24)).toBeLessThanOrEqual(1);
});

test('workers whose wall clocks are two seconds apart still give takes in step', async () => {
  const ahead = opus().map((arrival) =>
    'report' in arrival
      ? {
          ...arrival,
          report: { ...arrival.report, captureMs: arrival.report.captureMs + 2_000 },
        }
      : arrival,
  );
  const { takes } = await remux([
    { takeId: 'picture', codec: 'vp8', arrivals: vp8() },
    { takeId: 'near', codec: 'opus', arrivals: opus() },
    { takeId: 'far', codec: 'opus', arrivals: ahead, peerId: 'budi', workerPid: 2 },
  ]);
  expect(takes).toHaveLength(3);
  for (const take of takes) await expectInTime(take, 4);
});

test('a damaged log is used as far as it is whole, and the damage is told', async () => {
  const spoil = (segment: Buffer) => {
    const damaged = Buffer.from(segment.subarray(0, -11));
    damaged[Math.floor(0.8 * damaged.length)]! ^= 0x10;
    return damaged;
  };
  const { takes } = await remux([{ takeId: 'take', codec: 'vp8', arrivals: vp8(), spoil }]);
  const [take] = takes;
  expect(take!.health.damagedBytes).toBeGreaterThan(0);
  expect(take!.lastMs).toBeGreaterThan(3_500);
  await expectInTime(take!, 3);
});

test('sound made first and pictures made later are in step as if made at once', async () => {
  // Only the sound's reports were held up on their way: by the pictures', everything would be 30 ms earlier.
  const heldUp = opus().map((arrival) =>
    'report' in arrival ? { ...arrival, atMs: arrival.atMs + 30 } : arrival,
  );
  const takes = [
    { takeId: 'face', codec: 'vp8', arrivals: vp8() },
    { takeId: 'voice', codec: 'opus', arrivals: heldUp },
  ] as const;
  const files = await write(takes, [[0, 60_000]]);
  const sounds = await remuxFiles(files, 'sounds', ['microphone', 'screen-audio']);
  const pictures = await remuxFiles(files, 'pictures', ['camera', 'screen']);
  const atOnce = await remuxFiles(files, 'at-once');
  const named = (made: RemuxedTake[]) =>
    made.map((take) => ({ ...take, file: path.basename(take.file) }));
  expect(named([...pictures.takes, ...sounds.takes])).toEqual(named(atOnce.takes));
  expect(pictures.takes.map(({ takeId }) => takeId)).toEqual(['face']);
  // The first picture was taken at 0: it is dated as late as the sound's clock is.
  expect(pictures.takes[0]!.firstMs).toBe(30);
});

test('an aborted remux is killed and leaves nothing that looks finished', async () => {
  const takes = [{ takeId: 'take', codec: 'opus', arrivals: opus() }] as const;
  const files = await write(takes, [[0, 60_000]]);
  const abort = new AbortController();
  const remuxing = remuxInChild({
    ...{ files, outDir: path.join(files.work, 'remux'), signal: abort.signal },
    ...{ onProgress: () => undefined, log: silentLog },
  });
  abort.abort(new Error('cancelled'));
  await expect(remuxing).rejects.toThrow('cancelled');
  await expect(readFile(path.join(files.work, 'remux', 'take.mkv'))).rejects.toThrow('ENOENT');
});
