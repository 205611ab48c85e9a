import { execFile } from 'node:child_process';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { exportRecording } from '../../media/maintenance/export-recording.ts';
import { readRecording } from '../../media/maintenance/read-recording.ts';
import { rebuildRecording } from '../../media/maintenance/rebuild-recording.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { loadFlashMedia, type FlashMedia } from '../support/flash-media.ts';
import { packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { aSeries, aSession } from '../support/stored.ts';
import { makeRecordingsDir } from '../support/test-recordings.ts';
import { arrivalsOf, writeRecording } from '../support/written-recording.ts';

const execute = promisify(execFile);
const scope = new Scope('test', silentLog);
let media: FlashMedia;

beforeAll(async () => {
  media = await loadFlashMedia();
});
afterAll(() => scope.close('done'));

type Take = Parameters<typeof writeRecording>[1]['takes'][number];

/** `ani`: what is special about her sound. */
type Recorded = { reports?: boolean; seconds?: number; ani?: Partial<Take> };

/** Ani from the start with sound and picture, Budi with sound from 2 s on; ten seconds in all. */
async function aRecording({ reports = true, seconds = 6, ani }: Recorded = {}) {
  const recordingsDir = await makeRecordingsDir(scope);
  const sound = { frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 };
  const picture = { frames: packetiseVp8(media.vp8), frameMs: 1000 / 30, clockRate: 90_000 };
  const all = { fromMs: 0, toMs: 1_000 * seconds, reports };
  const recordingId = await writeRecording(recordingsDir, {
    ranges: [[0, 1_000 * (seconds + 4)]],
    takes: [
      {
        ...{ takeId: 'ani-sound', codec: 'opus', arrivals: arrivalsOf({ ...sound, ...all }) },
        ...ani,
      },
      { takeId: 'ani-picture', codec: 'vp8', arrivals: arrivalsOf({ ...picture, ...all }) },
      {
        ...{ takeId: 'budi-sound', codec: 'opus', peerId: 'budi' },
        arrivals: arrivalsOf({ ...sound, ...all, fromMs: 2_000 }),
      },
    ],
  });
  const files = recordingFiles(recordingsDir, recordingId);
  const recording = await readRecording({
    ...{ files, workDir: path.join(recordingsDir, 'reading'), signal: scope.signal },
    ...{ onProgress: () => undefined, log: silentLog },
  });
  return { recordingsDir, recordingId, files, recording };
}

async function probe(file: string): Promise<{ seconds: number; startsAt: number }> {
  const { stdout } = await execute('ffprobe', [
    ...['-v', 'error', '-show_entries', 'format=duration,start_time', '-of', 'json', file],
  ]);
  const { format } = JSON.parse(stdout) as { format: Record<string, string> };
  return { seconds: Number(format['duration']), startsAt: Number(format['start_time']) };
}

test('an exported session lies in step: every sound from zero to the end, pictures at their time', async () => {
  const { recordingsDir, recording } = await aRecording();
  const folder = path.join(recordingsDir, 'for the editor');
  const names = await exportRecording(recording, {
    ...{ folder, signal: scope.signal, log: silentLog },
  });
  expect((await readdir(folder)).sort()).toEqual([...names].sort());
  const sounds = names.filter((name) => name.endsWith('.wav'));
  expect(sounds).toEqual(['Ani-ani.wav', 'budi-budi.wav']);
  for (const name of sounds) {
    expect((await probe(path.join(folder, name))).seconds).toBeCloseTo(10, 3);
  }
  const [picture] = names.filter((name) => name.endsWith('.mkv'));
  expect(picture).toMatch(/^Ani-ani-camera-\d+ms\.mkv$/);
  const { firstMs } = recording.takes.find(({ kind }) => kind === 'video')!;
  expect((await probe(path.join(folder, picture!))).startsAt).toBeCloseTo(firstMs / 1_000, 2);

  const described = JSON.parse(
    await readFile(path.join(folder, 'recording.json'), 'utf8'),
  ) as Record<string, unknown>;
  expect(described).toMatchObject({ durationMs: 10_000, health: { verdict: 'good' } });
  expect(described['timeline']).toContainEqual(
    expect.objectContaining({ type: 'record.off', atMs: 10_000 }),
  );
});

test('a recording without clocks is told from a good one', async () => {
  const { recording } = await aRecording({ reports: false, seconds: 20 });
  expect(recording.health.verdict).toBe('poor');
  expect(recording.health.takes.every(({ findings }) => findings[0]?.kind === 'no-clock')).toBe(
    true,
  );
});

test('a recording of which the disk never took the end says what is missing', async () => {
  const ends = { atMs: 10_000, reason: 'session-ended' } as const;
  const { recording } = await aRecording({ ani: { isUnwritten: true, ends } });
  expect(recording.health.verdict).toBe('poor');
  const [missing, ...more] = recording.health.missing;
  expect(more).toEqual([]);
  expect(missing).toMatchObject({ reason: 'not-kept', kinds: ['audio'], names: ['Ani'] });
  expect(missing!.fromMs).toBeCloseTo(6_000, -2);
  expect(missing!.toMs).toBe(10_000);
});

test('a rebuilt recording is a new revision of which nothing was made yet', async () => {
  const database = await openTestDatabase(scope);
  const { seriesId } = await aSeries(database, {});
  const { sessionId } = await aSession(database, { seriesId });
  const recordingId = 'to-rebuild';
  const recording = { recordingId, sessionId, startedAt: new Date(), endedAt: new Date() };
  await database.prisma.recording.create({ data: { ...recording, state: 'ready' } });
  await database.prisma.processingStep.create({
    data: { recordingId, name: 'mix', position: 4, state: 'done', progress: 1 },
  });
  const files = recordingFiles(await makeRecordingsDir(scope), recordingId);
  await mkdir(path.join(files.work, 'mix'), { recursive: true });
  await writeFile(path.join(files.work, 'mix.json'), '{}');

  expect(await rebuildRecording(database.prisma, recordingId, files)).toEqual({ revision: 2 });
  await expect(access(files.work)).rejects.toThrow('ENOENT');
  const stored = await database.prisma.recording.findUniqueOrThrow({
    where: { recordingId },
    include: { steps: true },
  });
  expect(stored).toMatchObject({ state: 'processing', revision: 2, steps: [] });

  await expect(rebuildRecording(database.prisma, recordingId, files)).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(rebuildRecording(database.prisma, 'nowhere', files)).rejects.toMatchObject({
    code: 'not-found',
  });
});

test.each([{ takesDeletedAt: new Date() }, { state: 'processing' }] as const)(
  'what has changed while a rebuild was prepared is not made again: %j',
  async (data) => {
    const database = await openTestDatabase(scope);
    const { sessionId } = await aSession(database);
    const recordingId = 'to-rebuild';
    const recording = { recordingId, sessionId, startedAt: new Date(), endedAt: new Date() };
    await database.prisma.recording.create({ data: { ...recording, state: 'failed' } });
    const files = recordingFiles(await makeRecordingsDir(scope), recordingId);
    // An upload takes minutes.
    const meanwhile = () => database.prisma.recording.update({ where: { recordingId }, data });
    await expect(
      rebuildRecording(database.prisma, recordingId, files, meanwhile),
    ).rejects.toMatchObject({ code: 'conflict' });
    const row = await database.prisma.recording.findUniqueOrThrow({ where: { recordingId } });
    expect(row).toMatchObject({ state: 'failed', revision: 1, ...data });
  },
);
