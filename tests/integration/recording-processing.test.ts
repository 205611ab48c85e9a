import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { FfmpegError } from '../../media/ffmpeg/ffmpeg-error.ts';
import { configureFfmpeg } from '../../media/ffmpeg/ffmpeg-settings.ts';
import { createYieldGate, openGate } from '../../media/ffmpeg/gate.ts';
import type { PipelineSteps } from '../../media/jobs/make-episode.ts';
import { createRecordingProcessor } from '../../media/jobs/process-recording.ts';
import { createJobQueue } from '../../media/jobs/queue.ts';
import { createProcessingRepository as createMediaProcessingRepository } from '../../media/store/processing-repository.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import { emptyHealth, RecordingHealth } from '../../server/protocol/recording-health.ts';
import { AppError } from '../../server/platform/app-error.ts';
import { createProcessingRepository } from '../../server/store/processing-repository.ts';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { forkTypeScript } from '../../server/platform/fork-typescript.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { loudness } from '../support/measure.ts';
import { startPostgres } from '../support/postgres.ts';
import { aSeries, aSession, emptyTables } from '../support/stored.ts';
import {
  createTestProcessor,
  createTestSteps,
  workOn,
  type PipelineOrder,
} from '../support/test-pipeline.ts';
import { findFfmpegs } from '../support/video-meters.ts';
import { makeVoiceTake } from '../support/voice-takes.ts';

/** Waits for an ffmpeg that works below a directory, and gives its process id. */
async function aFfmpeg(directory: string): Promise<number> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
    const [pid] = await findFfmpegs(directory);
    if (pid !== undefined) return pid;
  }
  throw new Error(`no ffmpeg in ${directory}`);
}

/** How a recording goes through the pipeline when things go wrong. Sound is real; pictures are tested elsewhere. */

const suite = new Scope('suite', silentLog);
const durationMs = 20_000;
const never = new AbortController().signal;
let root: string;
let store: ObjectStore;
let takes: RemuxedTake[];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi pipeline '));
  suite.defer('files', () => rm(root, { recursive: true, force: true }));
  store = await openLocalObjectStore(path.join(root, 'objects'));
  // With pauses: what never stops is noise.
  const sound = "aevalsrc='0.3*sin(2*PI*(300+100*sin(t))*t)*lt(mod(t,4),3)':s=48000";
  takes = [await makeVoiceTake(root, { peerId: 'sari', firstMs: 0, seconds: 20, sound })];
});
afterAll(() => suite.close('suite over'));

async function addRecording(
  database: Database,
  publishMode: 'automatic' | 'review' = 'automatic',
): Promise<string> {
  const { seriesId } = await aSeries(database, { publishMode });
  const { sessionId } = await aSession(database, {
    seriesId,
    description: '**Bacalah** bab 1.',
  });
  const recordingId = `rekaman-${sessionId}`;
  await database.prisma.recording.create({
    data: {
      recordingId,
      sessionId,
      state: 'processing',
      startedAt: new Date(),
      endedAt: new Date(),
    },
  });
  return recordingId;
}

const stateOf = async (database: Database, recordingId: string) =>
  (await database.prisma.recording.findUniqueOrThrow({ where: { recordingId } })).state;
const rowsOf = (database: Database, recordingId: string) =>
  database.prisma.processingStep.findMany({
    where: { recordingId },
    orderBy: { position: 'asc' },
  });

describe('in one process', () => {
  let database: Database;
  let recordingId: string;

  beforeAll(async () => {
    database = await openTestDatabase(suite);
  });
  beforeEach(async () => {
    await emptyTables(database);
    await database.prisma.library.create({ data: { name: 'Perpustakaan Kota' } });
    recordingId = await addRecording(database);
  });

  const stepsWith = (changes: Partial<PipelineSteps> = {}): PipelineSteps => ({
    ...createTestSteps(database, { takes, durationMs }),
    ...changes,
  });
  const run = (steps: PipelineSteps, signal = never): Promise<void> =>
    createTestProcessor({ database, store, recordingsDir: root, steps })(
      { recordingId, revision: 1 },
      signal,
    );

  test('a recording becomes a published episode with everything in it', async () => {
    await run(stepsWith());
    expect(await stateOf(database, recordingId)).toBe('ready');
    const rows = await rowsOf(database, recordingId);
    expect(rows).toHaveLength(12);
    expect(rows.every(({ state, progress }) => state === 'done' && progress === 1)).toBe(true);
    const episode = await database.prisma.episode.findUniqueOrThrow({ where: { recordingId } });
    expect(episode).toMatchObject({
      state: 'published',
      title: 'Laskar Pelangi',
      notes: '**Bacalah** bab 1.',
      chapters: [{ startMs: 0, title: 'Bab satu', kind: 'start' }],
    });
    expect(episode.publishedAt).not.toBeNull();
    expect(Math.abs(episode.durationMs! - durationMs)).toBeLessThan(60);
    const { health } = await database.prisma.recording.findUniqueOrThrow({
      where: { recordingId },
    });
    expect(RecordingHealth.parse(health)).toMatchObject({
      verdict: 'good',
      takes: [{ displayName: 'sari', source: 'microphone', lostPackets: 0, findings: [] }],
    });
    const object = await store.find(episode.mp3Key!);
    expect(object).toMatchObject({ size: episode.mp3Bytes, contentType: 'audio/mpeg' });
    expect(object!.cacheControl).toContain('immutable');
    expect(episode.mp3Key).toMatch(/^episodes\/[^/]+\/1-[0-9a-f]{8}\/audio\.mp3$/);
  });

  test('hosts read that its timeline is damaged, and nothing is published by itself', async () => {
    const { root: folder, timeline } = recordingFiles(root, recordingId);
    await mkdir(folder, { recursive: true });
    const start = { type: 'session.start', sessionId: 's', recordingId, title: 'T' };
    const stamp = { bootId: 'b', seq: 0, monoUs: 0, wallMs: 0 };
    await writeFile(timeline, `${JSON.stringify({ ...start, ...stamp })}\n{"type":"ta\0\0"}\n`);
    await run(stepsWith());
    const { health } = await database.prisma.recording.findFirstOrThrow();
    const told = { verdict: 'poor', damage: { damagedLines: 1, strayTakes: [] } };
    expect(RecordingHealth.parse(health)).toMatchObject(told);
    // A line that is lost may have said no.
    const { state, mp3Key } = await database.prisma.episode.findFirstOrThrow();
    expect({ state, isMade: mp3Key !== null }).toEqual({ state: 'draft', isMade: true });
  });

  test('delivered twice, at once and again, it is one episode with the same name and date', async () => {
    const steps = stepsWith();
    const deliver = createTestProcessor({ database, store, recordingsDir: root, steps });
    const job = { recordingId, revision: 1 };
    await Promise.all([deliver(job, never), deliver(job, never)]);
    const [first] = await database.prisma.episode.findMany();
    const again = async () => {
      await database.prisma.recording.update({
        where: { recordingId },
        data: { state: 'processing' },
      });
      await deliver(job, never);
      return database.prisma.episode.findMany();
    };
    const { code, guid, publishedAt, mp3Key } = first!;
    expect(await again()).toMatchObject([{ code, guid, publishedAt, mp3Key }]);
    // What a host called it meanwhile is in the file as well.
    const title = 'Judul dari pembawa acara';
    await database.prisma.episode.updateMany({ data: { title } });
    const named = await again();
    expect(named).toMatchObject([{ code, guid, publishedAt, title }]);
    expect(named[0]!.mp3Key).not.toBe(mp3Key);
    expect(await stateOf(database, recordingId)).toBe('ready');
  });

  test('an episode waits for the host where the series says so', async () => {
    recordingId = await addRecording(database, 'review');
    await run(stepsWith());
    const episode = await database.prisma.episode.findUniqueOrThrow({ where: { recordingId } });
    expect(episode).toMatchObject({ state: 'draft', publishedAt: null });
  });

  test('a step that fails is tried three times more, then its reason is shown; Retry goes on from there', async () => {
    let tries = 0;
    let isMended = false;
    const real = stepsWith();
    const mix: PipelineSteps['mix'] = {
      ...real.mix,
      run(input, tools) {
        if (isMended) return real.mix.run(input, tools);
        tries += 1;
        throw new FfmpegError('ffmpeg exited with code 1', 'av_write: No space left on device');
      },
    };
    const steps = { ...real, mix };
    await run(steps);
    expect(tries).toBe(4);
    expect(await stateOf(database, recordingId)).toBe('failed');
    const rows = await rowsOf(database, recordingId);
    const failed = rows.find(({ name }) => name === 'mix')!;
    expect(failed).toMatchObject({ state: 'failed', attempt: 4 });
    expect(failed.error).toContain('Ruang penyimpanan');
    expect(failed.errorDetail).toContain('No space left on device');
    expect(rows.find(({ name }) => name === 'audio')!.state).toBe('waiting');

    isMended = true;
    await createProcessingRepository(database.prisma).restart(recordingId);
    await run(steps);
    expect(await stateOf(database, recordingId)).toBe('ready');
    const after = await rowsOf(database, recordingId);
    expect(after.find(({ name }) => name === 'mix')).toMatchObject({
      state: 'done',
      attempt: 1,
      error: null,
    });
    const stems = (all: typeof rows) => all.find(({ name }) => name === 'stems')!.finishedAt;
    expect(stems(after)).toEqual(stems(rows));
  });

  test('an object store that is away is waited for, in words, and that costs no try', async () => {
    let looks = 0;
    const away: ObjectStore = {
      ...store,
      put(...args) {
        looks += 1;
        if (looks > 6) return store.put(...args);
        return Promise.reject(new AppError('unavailable', 'The object store is away.'));
      },
    };
    const waiting = new Set<string>();
    const rows = createMediaProcessingRepository(database.prisma);
    const deliver = createRecordingProcessor({
      ...{ steps: stepsWith(), recordingsDir: root, log: silentLog, away: [10] },
      store: away,
      recordings: createRecordingRepository(database.prisma),
      rows: {
        ...rows,
        async wait(...args) {
          await rows.wait(...args);
          const row = (await rowsOf(database, recordingId)).find(
            ({ name }) => name === args[1],
          )!;
          waiting.add(`${row.name} ${row.state} ${row.error}`);
        },
      },
    });
    await deliver({ recordingId, revision: 1 }, never);
    expect([...waiting]).toEqual([
      expect.stringMatching(/^publish-audio waiting .*berlanjut dengan sendirinya/),
    ]);
    expect(await stateOf(database, recordingId)).toBe('ready');
    const after = await rowsOf(database, recordingId);
    expect(after.find(({ name }) => name === 'publish-audio')).toMatchObject({
      ...{ state: 'done', attempt: 1, error: null },
    });
  });

  test('while live rooms need the machine it stands still and says so, then goes on', async () => {
    let busy = true;
    configureFfmpeg({ gate: createYieldGate({ isBusy: () => busy }) });
    try {
      const running = run(stepsWith());
      const said = async () =>
        (await rowsOf(database, recordingId)).find(({ error }) => error !== null);
      await expect.poll(said, { timeout: 30_000 }).toMatchObject({
        ...{ name: 'stems', state: 'running' },
        error: expect.stringContaining('siaran langsung sedang memakai server') as string,
      });
      busy = false;
      await running;
    } finally {
      configureFfmpeg({ gate: openGate });
    }
    expect(await stateOf(database, recordingId)).toBe('ready');
    const errors = (await rowsOf(database, recordingId)).map(({ error }) => error);
    expect(new Set(errors)).toEqual(new Set([null]));
  });

  test('kill -9 of ffmpeg in the middle of a step costs one more try and nothing else', async () => {
    const { work } = recordingFiles(root, recordingId);
    // Long enough to be caught in the act.
    const running = run(createTestSteps(database, { takes, durationMs: 120_000 }));
    const pid = await aFfmpeg(path.join(work, 'mix'));
    process.kill(pid, 'SIGKILL');
    await running;
    expect(await stateOf(database, recordingId)).toBe('ready');
    const rows = await rowsOf(database, recordingId);
    expect(rows.find(({ name }) => name === 'mix')).toMatchObject({
      state: 'done',
      attempt: 2,
    });
    const { lufs } = await loudness(path.join(work, 'audio', 'audio.mp3'));
    expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(1);
  });

  test('a host who cancels is obeyed within two seconds, and no ffmpeg goes on', async () => {
    const real = stepsWith();
    const audio: PipelineSteps['audio'] = {
      ...real.audio,
      async run(input, tools) {
        const output = await real.audio.run(input, tools);
        return real.audio.run(input, tools).then(() => output);
      },
    };
    const running = run({ ...real, audio });
    await expect
      .poll(
        async () =>
          (await rowsOf(database, recordingId)).find(({ name }) => name === 'audio')?.state,
        {
          timeout: 10_000,
          interval: 10,
        },
      )
      .toBe('running');
    const cancelledAt = Date.now();
    expect(await createProcessingRepository(database.prisma).cancel(recordingId)).toBe(true);
    await running;
    expect(Date.now() - cancelledAt).toBeLessThan(2_000);
    expect(await stateOf(database, recordingId)).toBe('cancelled');
    const states = (await rowsOf(database, recordingId)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['done', 'cancelled']));
    expect(await findFfmpegs(recordingFiles(root, recordingId).work)).toEqual([]);
    expect(await database.prisma.episode.count()).toBe(0);
  });

  test('a session of which nothing was kept ends as empty', async () => {
    await run({ ...createTestSteps(database, { takes: [], durationMs: 5_000 }) });
    const stored = await database.prisma.recording.findUnique({ where: { recordingId } });
    expect(stored).toMatchObject({ state: 'empty', health: emptyHealth('nobody-on-stage') });
    const names = (await rowsOf(database, recordingId)).map(({ name }) => name);
    expect(names).toEqual(['collect', 'remux', 'pictures']);
  });

  test('what its files hold is told apart by content: other takes, other work', async () => {
    await run(stepsWith());
    const { work } = recordingFiles(root, recordingId);
    const before = await readFile(path.join(work, 'stems.json'), 'utf8');
    const shorter = createTestSteps(database, { takes, durationMs: 10_000 });
    await database.prisma.recording.update({
      where: { recordingId },
      data: { state: 'processing' },
    });
    await run(shorter);
    expect(await readFile(path.join(work, 'stems.json'), 'utf8')).not.toBe(before);
    const episode = await database.prisma.episode.findUniqueOrThrow({ where: { recordingId } });
    expect(Math.abs(episode.durationMs! - 10_000)).toBeLessThan(60);
  });
});

test('a media machine killed in the middle goes on where it was, and its ffmpeg is not left behind', async () => {
  const scope = suite.child('killed');
  const databaseUrl = await startPostgres(scope);
  const database = await openDatabase({ databaseUrl, dataDir: root }, scope, silentLog);
  const order: PipelineOrder = {
    databaseUrl,
    recordingsDir: path.join(root, 'killed'),
    objectsDir: path.join(root, 'objects'),
    runner: 'machine-1',
    durationMs: 240_000,
    takes,
  };
  const recordingId = await addRecording(database);
  const { work } = recordingFiles(order.recordingsDir, recordingId);
  const rowOf = async (name: string) =>
    (await rowsOf(database, recordingId)).find((row) => row.name === name);

  const child = forkTypeScript(new URL('../support/pipeline-process.ts', import.meta.url));
  scope.defer('child', () => void child.kill('SIGKILL'));
  child.send(order);
  const queue = await createJobQueue({ database, log: silentLog, scope });
  await queue.enqueue('process-recording', { recordingId, revision: 1 });
  const pid = await aFfmpeg(path.join(work, 'mix'));
  child.kill('SIGKILL');
  const stems = await rowOf('stems');
  expect(stems?.state).toBe('done');

  await workOn(order, scope);
  await expect
    .poll(() => stateOf(database, recordingId), { timeout: 40_000, interval: 100 })
    .toBe('ready');
  expect(await rowOf('stems')).toEqual(stems);
  expect((await rowOf('mix'))?.attempt).toBe(2);
  expect(await findFfmpegs(work)).not.toContain(pid);
  const episode = await database.prisma.episode.findUniqueOrThrow({ where: { recordingId } });
  expect(Math.abs(episode.durationMs! - order.durationMs)).toBeLessThan(60);
  await scope.close('over');
});
