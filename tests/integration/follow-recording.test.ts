import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FollowerInChild } from '../../media/ahead/follow-in-child.ts';
import { followedMs, RecordingFollower } from '../../media/capture/follow-recording.ts';
import { listSegments, readOn } from '../../media/capture/rtp-log-reader.ts';
import { readBlocks } from '../../media/capture/matroska-blocks.ts';
import { remuxRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { soundDigestMs } from '../../media/plan/sound-grid.ts';
import { silentLog } from '../../server/platform/log.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { screenArrivals } from '../support/still-screen.ts';
import { findProcesses } from '../support/video-meters.ts';
import { arrivalsOf, writeRecording, type Arrival } from '../support/written-recording.ts';

const endMs = 200_000;
const beginning = { segment: 0, byte: 0 };
let root: string;
let takes: Parameters<typeof writeRecording>[1]['takes'];

/** The same numbers each time, from 0 to 1. */
const dice = (n: number): number => ((n * 7_919) % 1_009) / 1_009;

/** A line that wavers and loses, with a hole of two seconds; repeated packets come late, and reports each on its own way. */
const overTheAir = (arrivals: Arrival[], holeMs = Infinity): Arrival[] =>
  arrivals
    .flatMap<Arrival>((arrival, n) => {
      if ('report' in arrival) {
        const { captureMs, timestamp } = arrival.report;
        const report = { captureMs: captureMs + dice(n) / 2, timestamp };
        return [{ atMs: arrival.atMs + dice(3 * n), report }];
      }
      const isGone = arrival.atMs > holeMs && arrival.atMs < holeMs + 2_000;
      if (isGone || dice(5 * n) < 0.003) return [];
      const isRepeated = dice(7 * n) < 0.01;
      return [{ ...arrival, atMs: arrival.atMs + 25 * dice(11 * n) + (isRepeated ? 400 : 0) }];
    })
    .toSorted((a, b) => a.atMs - b.atMs);

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi follow '));
  const media = await loadFlashMedia();
  const voice = { frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 };
  const face = { frames: packetiseVp8(media.vp8), frameMs: 1_000 / 30, clockRate: 90_000 };
  const sent = (track: typeof voice, fromMs: number, toMs: number) =>
    arrivalsOf({ ...track, fromMs, toMs, delayMs: 30, firstTimestamp: 4_294_000_000 });
  takes = [
    { takeId: 'voice', codec: 'opus', arrivals: overTheAir(sent(voice, 0, endMs), 61_000) },
    { takeId: 'face', codec: 'vp8', arrivals: overTheAir(sent(face, 0, endMs), 95_000) },
    {
      takeId: 'late-voice',
      ...{ peerId: 'budi', codec: 'opus', workerPid: 2 },
      arrivals: overTheAir(sent(voice, 51_000, 163_000)),
    },
    {
      takeId: 'late-face',
      ...{ peerId: 'budi', codec: 'vp8', workerPid: 2 },
      // Its clock is known late.
      arrivals: overTheAir(sent(face, 52_000, 163_000)).filter(
        (arrival) => !('report' in arrival) || arrival.atMs > 100_000,
      ),
    },
    {
      takeId: 'screen',
      ...{ codec: 'vp8', source: 'screen' },
      // It stands still from 30 to 130 s.
      arrivals: screenArrivals({
        ...{ frames: face.frames, endMs, ppm: 200, delayMs: 30 },
        capturedMs: Array.from({ length: 500 }, (_, n) => 200 * (n < 150 ? n : n + 500)),
        reports: 'by the worker’s clock',
      }),
    },
  ];
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** What is known of a take, of the time before a moment. */
function before(take: RemuxedTake, ms: number) {
  const isBefore = ({ toMs }: { toMs: number }): boolean => toMs <= ms;
  const digestMs = take.kind === 'audio' ? soundDigestMs : 24_000;
  return {
    ...{ takeId: take.takeId, peerId: take.peerId, codec: take.codec, firstMs: take.firstMs },
    sizes: take.sizes,
    keyframesMs: take.keyframesMs.filter((at) => at < ms),
    chunkDigests: take.chunkDigests.filter(({ chunk }) => (chunk + 1) * digestMs <= ms),
    gaps: take.gaps.filter(isBefore),
    breaks: take.breaks.filter(isBefore),
  };
}

async function framesOf(file: string, toMs: number): Promise<string[]> {
  const frames: string[] = [];
  for await (const { ms, isKey, data } of readBlocks(file, { fromMs: 0, toMs })) {
    frames.push(`${ms} ${isKey} ${data.toString('base64')}`);
  }
  return frames;
}

test('what is followed of a recording that goes on is what is made of it when it is over', async () => {
  await writeRecording(root, { recordingId: 'whole', takes, ranges: [[0, endMs]] });
  const over = await remuxRecording({
    files: recordingFiles(root, 'whole'),
    outDir: path.join(root, 'over'),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    log: silentLog,
  });
  expect(over.takes.map(({ takeId }) => takeId)).toEqual(takes.map(({ takeId }) => takeId));
  const files = recordingFiles(root, 'going on');
  let blocks = 0;
  const onBlock = (): void => void (blocks += 1);
  const outDir = path.join(root, 'ahead');
  const follower = new RecordingFollower({ files, outDir, onBlock });

  const seen: string[] = [];
  for (const untilMs of [20_000, 40_000, 61_300, 99_900, 132_000, 132_400, 190_000]) {
    const plan = { recordingId: 'going on', takes, untilMs };
    await writeRecording(root, { ...plan, ranges: [[0, endMs]] });
    const now = await follower.advance();
    // What happened last was noted within a second.
    expect(now!.settledMs).toBeGreaterThan(untilMs - followedMs - 1_000 - 1);
    const { settledMs } = now!;
    for (const take of now!.takes) {
      const last = over.takes.find(({ takeId }) => takeId === take.takeId)!;
      // Until their clocks are known, dates are a guess.
      const guessedUntilMs = { 'late-face': 140_000, 'late-voice': 120_000 }[take.takeId];
      if (untilMs < (guessedUntilMs ?? 61_000)) continue;
      seen.push(`${take.takeId} ${untilMs}`);
      expect(before(take, settledMs)).toEqual(before(last, settledMs));
      expect(await framesOf(take.file, settledMs)).toEqual(
        await framesOf(last.file, settledMs),
      );
    }
  }
  expect(seen).toHaveLength(5 + 5 + 3 + 1 + 5);
  // Each is read twice; what was dated too early once more.
  const size = async (takeId: string): Promise<number> => {
    let count = 0;
    for await (const { next } of readOn(await listSegments(files.take(takeId)), beginning)) {
      count += next.byte > 0 ? 1 : 0;
    }
    return count;
  };
  const sizes = await Promise.all(takes.map(({ takeId }) => size(takeId)));
  const all = sizes.reduce((sum, count) => sum + count, 0);
  expect(blocks).toBeGreaterThan(all);
  expect(blocks).toBeLessThan(3 * all);
}, 120_000);

test('of somebody who takes their consent back, nothing stays', async () => {
  const recordingId = 'taken back';
  await writeRecording(root, { recordingId, takes, ranges: [[0, endMs]], untilMs: 120_000 });
  const files = recordingFiles(root, recordingId);
  const outDir = path.join(root, 'taken back ahead');
  const follower = new RecordingFollower({ files, outDir, onBlock: () => undefined });
  const first = await follower.advance();
  expect(first!.takes).toHaveLength(5);
  const at = { seq: 999, monoUs: 10_000_000 + 120_000_000, wallMs: 120_000 };
  const no = { type: 'consent', peerId: 'budi', granted: false, textVersion: '1', ...at };
  await appendFile(files.timeline, `${JSON.stringify(no)}\n`);
  const second = await follower.advance();
  expect(second!.takes.map(({ takeId }) => takeId)).toEqual(['voice', 'face', 'screen']);
  const fileOf = (id: string): string => first!.takes.find(({ takeId }) => takeId === id)!.file;
  await readFile(fileOf('face'));
  await expect(readFile(fileOf('late-face'))).rejects.toThrow('ENOENT');
}, 60_000);

test('a process that dies between two questions is replaced, and nothing of it is left in the end', async () => {
  const recordingId = 'dies';
  await writeRecording(root, { recordingId, takes, ranges: [[0, endMs]], untilMs: 120_000 });
  const files = recordingFiles(root, recordingId);
  const processes = (): Promise<number[]> =>
    findProcesses(({ line }) => line.includes(`follow-child.ts\0${files.ahead}`));
  const follower = new FollowerInChild(files, new AbortController().signal);
  // Each process has files of its own.
  const advance = async () => {
    const { takes: made = [], ...rest } = (await follower.advance()) ?? {};
    return { ...rest, takes: made.map((take) => ({ ...take, file: '' })) };
  };
  const first = await advance();
  expect(first.takes).toHaveLength(5);
  const [pid] = await processes();
  process.kill(pid!, 'SIGKILL');
  await expect.poll(processes, { timeout: 10_000 }).toEqual([]);
  // Who asks in the same moment is told so.
  const again = (): Promise<unknown> => advance().catch(() => undefined);
  await expect.poll(again, { timeout: 20_000 }).toEqual(first);
  expect(await processes()).toHaveLength(1);
  await follower.stop();
  expect(await processes()).toEqual([]);
}, 60_000);
