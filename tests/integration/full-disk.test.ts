import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { tellStory, type TakeStory } from '../../media/capture/session-story.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { runFfmpeg } from '../../media/ffmpeg/run-ffmpeg.ts';
import { describeFailure } from '../../media/jobs/failure-words.ts';
import { createPipelineSteps } from '../../media/jobs/pipeline-steps.ts';
import { createEpisodeRepository } from '../../media/store/episode-repository.ts';
import { createTranscriptRepository } from '../../media/store/transcript-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { RoomRecorder } from '../../server/recordings/room-recorder.ts';
import { createProcessingRepository } from '../../server/store/processing-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { decodeErrors, flashOnsets, playingErrors } from '../support/measure.ts';
import { monoUs, RecordedRoom, until } from '../support/recorded-room.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { aSeries, aSession } from '../support/stored.ts';
import { createTestProcessor } from '../support/test-pipeline.ts';
import { openTestRecordings } from '../support/test-recordings.ts';
import { beepOnsets } from '../support/video-meters.ts';

/**
 * A session on a real file system that really runs full, is emptied, and runs full again under the pipeline. Needs the
 * right to mount; elsewhere only recorder-space.test.ts, where free space is told, stands for it.
 */

const megabyte = 1_000_000;
/** When pictures have no room any more, in seconds of the beeps. */
const lowAt = 3;
const reserveBytes = 4 * megabyte;
const scope = new Scope('test', silentLog);
const disk = await mountSmallDisk(scope, { megabytes: 96 });
if (!disk) process.stderr.write('A full disk is not tested: this user may not mount.\n');
afterAll(() => scope.close('done'));

describe.skipIf(!disk)('a disk that runs full', () => {
  const { folder, fill, empty } = disk!;
  let database: Database;
  let recorder: RoomRecorder;
  let recordingId: string;
  /** Of the beeps' second 0, and of the recording's. */
  let startUs: number;
  let zeroUs: number;
  /** When the disk was full, in seconds of the beeps. */
  let full: { from: number; to: number };
  let onAirMs: number;

  beforeAll(async () => {
    database = await openTestDatabase(scope);
    await database.prisma.library.create({ data: { name: 'Perpustakaan Kota' } });
    const { seriesId } = await aSeries(database, { publishMode: 'automatic' });
    const { sessionId, title } = await aSession(database, { seriesId });
    const recordings = await openTestRecordings(scope, folder, { reserveBytes });
    recorder = recordings.openRoomRecorder({ sessionId, title });
    const media = await loadFlashMedia();
    const room = await RecordedRoom.open({ recorder, media, log: silentLog, scope });
    const ani = await room.enter('ani');
    await ani.consent(true);
    startUs = monoUs();
    await ani.send('opus', startUs);
    await ani.send('vp8', startUs);
    await recorder.goLive();
    [recordingId = ''] = (await readdir(folder)).filter((name) => name !== 'ballast');
    const at = (second: number): Promise<void> => until(startUs + second * 1_000_000);
    const proves = (wanted: object): Promise<void> =>
      vi.waitFor(() => expect(recorder.proof()).toMatchObject(wanted), 10_000);
    await at(lowAt);

    await fill(reserveBytes / 2);
    await proves({ state: 'degraded', troubles: ['disk-low'] });
    await at(7);
    await fill(0);
    const seconds = (): number => (monoUs() - startUs) / 1_000_000;
    const from = seconds();
    await proves({
      state: 'degraded',
      troubles: expect.arrayContaining(['disk-full']) as string[],
    });
    await at(from + 3);
    await empty();
    full = { from, to: seconds() };
    await proves({ state: 'on', troubles: [], people: [{ audio: 'arriving' }] });
    await at(full.to + 5);
    await recorder.end();
    const { timeline } = recordingFiles(folder, recordingId);
    const story = tellStory((await readTimeline(timeline)).events);
    zeroUs = story.zeroUs!;
    onAirMs = (story.ranges.at(-1)!.toUs - zeroUs) / 1_000;
    await database.prisma.recording.create({
      data: {
        ...{ recordingId, sessionId, state: 'failed' },
        ...{ startedAt: new Date(), endedAt: new Date() },
      },
    });
  }, 120_000);

  const takesOf = async (source: 'microphone' | 'camera'): Promise<TakeStory[]> => {
    const { events } = await readTimeline(recordingFiles(folder, recordingId).timeline);
    return tellStory(events).takes.filter(({ start }) => start.source === source);
  };

  test('each side of it is a take of its own, and the first ones end because of it', async () => {
    for (const source of ['microphone', 'camera'] as const) {
      const takes = await takesOf(source);
      const reasons = takes.map(({ endReason }) => endReason);
      expect(reasons).toEqual(['no-room', 'session-ended']);
      // A second at most after there was room again.
      const resumedAt = (takes[1]!.start.monoUs - startUs) / 1_000_000;
      expect(resumedAt).toBeGreaterThan(full.to);
      expect(resumedAt).toBeLessThan(full.to + 2);
    }
  });

  test('an ffmpeg with no room for the end of its file has failed, though it says that it has not', async () => {
    await fill(0);
    const output = path.join(folder, 'beep.flac');
    const args = ['-f', 'lavfi', '-i', 'sine=duration=2', '-y', output];
    const told = await runFfmpeg({ args, signal: scope.signal, log: silentLog }).catch(
      (error: unknown) => error,
    );
    expect(describeFailure('mix', told, 'en').error).toContain('disk is full');
    await rm(output);
    await empty();
  });

  test('with no room to make it the step says so; with room it goes on from there, to one episode', async () => {
    const steps = createPipelineSteps(
      createEpisodeRepository(database.prisma),
      createTranscriptRepository(database.prisma),
    );
    const root = await mkdtemp(path.join(tmpdir(), 'serambi-objects-'));
    scope.defer('objects', () => rm(root, { recursive: true, force: true }));
    const store = await openLocalObjectStore(root);
    const make = createTestProcessor({ database, store, recordingsDir: folder, steps });
    const run = async () => {
      await createProcessingRepository(database.prisma).restart(recordingId);
      await make({ recordingId, revision: 1 }, scope.signal);
      return database.prisma.recording.findUniqueOrThrow({
        where: { recordingId },
        include: { episode: true, steps: { orderBy: { position: 'asc' } } },
      });
    };
    const { work } = recordingFiles(folder, recordingId);
    const stepsDone = new Map<string, Date | null>();
    // With the first the mix is refused, with the second what is encoded of it: of sound it is known how much that is.
    for (const leftBytes of [0.25 * megabyte, 0.5 * megabyte]) {
      await fill(leftBytes);
      const failed = await run();
      expect(failed.state).toBe('failed');
      const problems = failed.steps.filter(({ state }) => state === 'failed');
      expect(problems.length).toBeGreaterThan(0);
      for (const { error, errorDetail } of problems) {
        expect(error).toContain('Ruang penyimpanan di server penuh');
        expect(errorDetail).toMatch(/No space left on device|ENOSPC/);
      }
      for (const { name, state, finishedAt } of failed.steps) {
        if (state !== 'done') continue;
        // What was made before is not made again.
        expect(finishedAt).toEqual(stepsDone.get(name) ?? finishedAt);
        stepsDone.set(name, finishedAt);
      }
    }

    await empty();
    const made = await run();
    expect(made.steps.filter(({ error }) => error !== null)).toEqual([]);
    expect(made.state).toBe('ready');
    for (const [name, finishedAt] of stepsDone) {
      expect(made.steps.find((step) => step.name === name)).toMatchObject({ finishedAt });
    }
    expect(await database.prisma.episode.count()).toBe(1);
    expect(Math.abs(made.episode!.durationMs! - onAirMs)).toBeLessThan(150);
    const { directory } = await readMade<{ directory: string }>(work, 'package');
    const hls = path.join(directory, 'hls', '720p', 'index.m3u8');
    const mp3 = path.join(work, 'audio', 'audio.mp3');
    expect([await decodeErrors(mp3), await playingErrors(hls)]).toEqual(['', []]);
    const heard = secondsOf(await beepOnsets(mp3));
    const seen = secondsOf(await flashOnsets(hls));
    // Whole seconds of beeps and flashes, but for one at either edge.
    const last = Math.floor(onAirMs / 1_000 + (zeroUs - startUs) / 1_000_000) - 1;
    expect(heard).toEqual(expect.arrayContaining(range(2, Math.floor(full.from))));
    expect(heard).toEqual(expect.arrayContaining(range(Math.ceil(full.to) + 2, last)));
    expect(seen).toEqual(expect.arrayContaining(range(2, lowAt)));
    expect(seen).toEqual(expect.arrayContaining(range(Math.ceil(full.to) + 2, last)));
    const isLost = (second: number): boolean => second > full.from + 0.5 && second < full.to;
    expect([...heard, ...seen].filter(isLost)).toEqual([]);
  }, 240_000);

  /** On the clock of who sends them. */
  const secondsOf = (onsets: readonly number[]): number[] =>
    onsets.map((onset) => Math.round(onset + (zeroUs - startUs) / 1_000_000));
});

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);

/** What a step gave, as its note says it. */
async function readMade<Output>(work: string, step: string): Promise<Output> {
  const note = await readFile(path.join(work, `${step}.json`), 'utf8');
  return (JSON.parse(note) as { output: Output }).output;
}
