import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PublishedObject } from '../../media/contract/published-objects.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import type { PipelineSteps } from '../../media/jobs/make-episode.ts';
import type { Step } from '../../media/jobs/step.ts';
import { createEpisodeRepository } from '../../media/store/episode-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { readBack } from '../../server/retention/read-back.ts';
import { createProcessingRepository } from '../../server/store/processing-repository.ts';
import { createSessionDeletionRepository } from '../../server/store/session-deletion-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { addRecording, aSession } from '../support/stored.ts';
import { createTestProcessor, createTestSteps } from '../support/test-pipeline.ts';
import { makeVoiceTake } from '../support/voice-takes.ts';

/** An episode that is there already is made again: with cuts, or without somebody. Sound is real. */

const scope = new Scope('remade', silentLog);
const durationMs = 8_000;
const video = {
  hlsBandwidth: 1,
  posterKey: '',
  thumbnailsKey: '',
  chaptersKey: '',
  transcriptKey: null,
  captionedHlsKey: null,
  transcriptObjects: [],
  hasVideo: true,
  objects: [],
};
const meta = { contentType: 'application/octet-stream', cacheControl: 'private, no-store' };
let root: string;
let store: ObjectStore;
let database: Database;
let takes: RemuxedTake[];
let recordingId: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-remade-'));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  store = await openLocalObjectStore(path.join(root, 'objects'));
  database = await openTestDatabase(scope);
  const sound = "aevalsrc='0.3*sin(2*PI*300*t)*lt(mod(t,2),1)':s=48000";
  takes = [await makeVoiceTake(root, { peerId: 'budi', firstMs: 0, seconds: 8, sound })];
});
beforeEach(async () => {
  const session = await aSession(database);
  ({ recordingId } = await addRecording(database, session, { state: 'processing' }));
  await run(1);
});
afterAll(() => scope.close('done'));

/** What stands in the picture, and what chapters are found for. */
const shownTitles: { card?: string; edit?: string } = {};

const told = <Input, Output>(
  step: Step<Input, Output>,
  look: (input: Input) => void,
): Step<Input, Output> => ({
  ...step,
  run(input, tools) {
    look(input);
    return step.run(input, tools);
  },
});

/** The pipeline, whose picture is made in no time and whose package fails when told to. */
async function run(
  revision: number,
  {
    fails = false,
    objects = store,
    recordingsDir = root,
  }: { fails?: boolean; objects?: ObjectStore; recordingsDir?: string } = {},
): Promise<void> {
  const real = createTestSteps(database, { takes, durationMs });
  const episodes = createEpisodeRepository(database.prisma);
  const steps: PipelineSteps = {
    ...real,
    edit: told(real.edit, ({ sessionTitle }) => (shownTitles.edit = sessionTitle)),
    chunks: told(real.chunks, ({ titles }) => (shownTitles.card = titles.sessionTitle)),
    package: fails ? { ...real.package, run: () => Promise.reject(new Error()) } : real.package,
    publishVideo: {
      ...real.publishVideo,
      async run({ episodeId, audio }) {
        const told = { ...video, hlsKey: `episodes/x/${revision}/hls/master.m3u8` };
        await episodes.setMedia(episodeId, audio, told);
        return { ...told, prefix: '' };
      },
    },
  };
  const process = createTestProcessor({
    ...{ database, store: objects, recordingsDir, steps },
  });
  await process({ recordingId, revision }, new AbortController().signal);
}

const makeTone = (file: string, seconds: number) =>
  promisify(execFile)('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `sine=f=600:d=${seconds}`],
    ...['-c:a', 'flac', '-ac', '2', '-ar', '48000', file],
  ]);
const readEpisode = () => database.prisma.episode.findUniqueOrThrow({ where: { recordingId } });
const stateNow = async () =>
  (await database.prisma.recording.findUniqueOrThrow({ where: { recordingId } })).state;

test('with a cut, the new sound waits for its picture; then both are there at once', async () => {
  const processing = createProcessingRepository(database.prisma);
  const before = await readEpisode();
  const cuts = [{ fromMs: 2_000, toMs: 5_000 }];
  const edits = cuts.map((cut) => ({ kind: 'cut', editId: randomUUID(), ...cut }));
  await database.prisma.edits.create({ data: { recordingId, version: 1, edits } });
  expect(await processing.remake(recordingId)).toEqual({ revision: 2 });

  await run(2, { fails: true });
  expect(await stateNow()).toBe('failed');
  expect(await readEpisode()).toEqual(before);

  await processing.restart(recordingId);
  await run(2);
  const after = await readEpisode();
  const { code, guid, publishedAt } = before;
  expect(after).toMatchObject({ code, guid, publishedAt, editsVersion: 1, cuts });
  expect(after.hlsKey).toBe('episodes/x/2/hls/master.m3u8');
  expect(after.mp3Key).toMatch(/^episodes\/[^/]+\/2-/);
  expect(Math.abs(after.durationMs! - (durationMs - 3_000))).toBeLessThan(60);
});

test('with a cut, where the data directory lies elsewhere than when it was made', async () => {
  const elsewhere = path.join(root, 'elsewhere');
  await mkdir(elsewhere, { recursive: true });
  await rename(path.join(root, recordingId), path.join(elsewhere, recordingId));
  const edits = [{ kind: 'cut', editId: randomUUID(), fromMs: 2_000, toMs: 5_000 }];
  await database.prisma.edits.create({ data: { recordingId, version: 1, edits } });
  await createProcessingRepository(database.prisma).remake(recordingId);
  await run(2, { recordingsDir: elsewhere });
  expect(await stateNow()).toBe('ready');
  expect(await readEpisode()).toMatchObject({ editsVersion: 1 });
});

test('title and notes as a host has changed them are in all that is made from then on', async () => {
  const before = await readEpisode();
  expect(before).toMatchObject({ title: 'Laskar Pelangi', madeTextVersion: 0 });
  const text = { title: 'Bincang buku', notes: 'Tentang **Solok**.', textVersion: 1 };
  await database.prisma.episode.update({ where: { recordingId }, data: text });
  await createProcessingRepository(database.prisma).remake(recordingId);
  await run(2);
  const after = await readEpisode();
  expect(after).toMatchObject({ ...text, madeTextVersion: 1 });
  expect(shownTitles).toEqual({ card: text.title, edit: text.title });
  for (const [key, tags] of [
    [after.mp3Key!, { title: text.title, comment: 'Tentang Solok.' }],
    [after.m4aKey!, { title: text.title }],
  ] as const) {
    const file = path.join(root, path.basename(key));
    await writeFile(file, (await store.read(key))!.body);
    const args = ['-v', 'error', '-of', 'json', '-show_entries', 'format_tags', file];
    const { stdout } = await promisify(execFile)('ffprobe', args);
    const { format } = JSON.parse(stdout) as { format: { tags: object } };
    expect(format.tags).toMatchObject(tags);
  }
});

test('a series’ new intro and outro are heard in what is made from then on, and nowhere else', async () => {
  const before = await readEpisode();
  expect(before.leadMs).toBe(0);
  const sound = path.join(root, 'intro.flac');
  await makeTone(sound, 3.2);
  await store.put('sounds/x/intro.flac', { file: sound }, meta);
  const { seriesId } = before;
  await database.prisma.series.update({
    where: { seriesId },
    data: { introKey: 'sounds/x/intro.flac', introMs: 3_200 },
  });
  expect(await readEpisode()).toEqual(before);

  const processing = createProcessingRepository(database.prisma);
  await processing.remake(recordingId);
  await run(2);
  const after = await readEpisode();
  const { code, guid, publishedAt } = before;
  expect(after).toMatchObject({ code, guid, publishedAt, leadMs: 3_200 });
  expect(Math.abs(after.durationMs! - before.durationMs! - 3_200)).toBeLessThan(60);
});

test('without somebody, their takes go from this machine too', async () => {
  const files = recordingFiles(root, recordingId);
  const take = { recordingId, kind: 'audio', source: 'microphone', codec: 'opus' };
  const startedAt = new Date();
  await database.prisma.take.createMany({
    data: [
      {
        ...take,
        takeId: `${recordingId}-sari`,
        peerId: 'sari',
        displayName: 'Sari',
        startedAt,
      },
      {
        ...take,
        takeId: `${recordingId}-budi`,
        peerId: 'budi',
        displayName: 'Budi',
        startedAt,
      },
    ],
  });
  await database.prisma.take.update({
    where: { takeId: `${recordingId}-sari` },
    data: { withdrawnAt: startedAt, withdrawnBy: 'Rina' },
  });
  for (const name of ['sari', 'budi']) {
    await mkdir(files.take(`${recordingId}-${name}`), { recursive: true });
  }
  await createProcessingRepository(database.prisma).remake(recordingId);
  await run(2);
  expect(await stateNow()).toBe('ready');
  expect(await readdir(files.takes)).toEqual([`${recordingId}-budi`]);
  const { episodeId, mp3Key } = await readEpisode();
  expect(mp3Key).toMatch(new RegExp(`^episodes/${episodeId}/2-`));
  expect(await store.find(mp3Key!)).toBeDefined();
});

test('what is published is listed with its checksums, and read back so', async () => {
  const { objects, mp3Key, m4aKey } = await readEpisode();
  const listed = z.array(PublishedObject).parse(objects);
  const keys = [mp3Key!, m4aKey!];
  expect(listed.map(({ key }) => key).sort()).toEqual(keys.toSorted());
  const look = { store, now: new Date(), signal: new AbortController().signal };
  const found = await readBack({ objects: listed, keys }, look);
  expect(found.problem).toBeUndefined();
  expect(found.objects).toBe(2);
});

test('what an earlier revision published can be fetched for a day after it was made again', async () => {
  const { episodeId } = await readEpisode();
  await createProcessingRepository(database.prisma).remake(recordingId);
  await run(2);
  const ofIt = { where: { recordingIds: { has: recordingId } } };
  const [purge, ...others] = await database.prisma.purge.findMany(ofIt);
  expect(others).toEqual([]);
  expect(purge).toMatchObject({ revision: 2, prefixes: [`episodes/${episodeId}/1-`] });
  const hours = (purge!.dueAt.getTime() - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23);
  expect(hours).toBeLessThanOrEqual(24);
});

test('what a run of an earlier revision brings late is not published', async () => {
  const { episodeId } = await readEpisode();
  await createProcessingRepository(database.prisma).remake(recordingId);
  const before = await readEpisode();
  const file = { key: 'episodes/late/audio.mp3', bytes: 1 };
  const late = {
    ...{
      revision: 1,
      durationMs: 1,
      chapters: [],
      editsVersion: 0,
      textVersion: 0,
      cuts: [],
      leadMs: 0,
    },
    ...{ mp3: file, m4a: file, objects: [], loudnessLufs: undefined, truePeakDbtp: undefined },
  };
  const episodes = createEpisodeRepository(database.prisma);
  await expect(episodes.setAudio(episodeId, late)).rejects.toMatchObject({ code: 'conflict' });
  // Nor are the notes that it drafted, where there is no episode yet.
  const draft = { seriesId: before.seriesId, title: 'Lama', notes: 'Lama.' };
  const making = episodes.findOrCreate({ recordingId, revision: 1 }, draft);
  await expect(making).rejects.toMatchObject({ code: 'conflict' });
  expect(await readEpisode()).toEqual(before);
});

test('a run whose session is deleted while it uploads leaves no object, and is no failure', async () => {
  const { episodeId } = await readEpisode();
  const { sessionId } = await database.prisma.recording.findUniqueOrThrow({
    where: { recordingId },
  });
  await createProcessingRepository(database.prisma).remake(recordingId);
  const deletions = createSessionDeletionRepository(database.prisma);
  const written: string[] = [];
  // Deleted and purged between the first byte of an upload and its last.
  const objects: ObjectStore = {
    ...store,
    async put(key, ...rest) {
      if (key.startsWith('episodes/') && written.length === 0) {
        written.push(key);
        expect(await deletions.delete(sessionId, { by: 'Ani', at: new Date() })).toBe(true);
        await store.deletePrefix(`episodes/${episodeId}/`);
      }
      return store.put(key, ...rest);
    },
  };
  await run(2, { objects });
  expect(written).toEqual([expect.stringMatching(new RegExp(`^episodes/${episodeId}/2-`))]);
  const left: string[] = [];
  for await (const { key } of store.list(`episodes/${episodeId}/`)) left.push(key);
  expect(left).toEqual([]);
});

test('a run that is superseded while it uploads once more takes nothing away that is listened to', async () => {
  const { mp3Key, m4aKey } = await readEpisode();
  const processing = createProcessingRepository(database.prisma);
  await database.prisma.recording.update({
    where: { recordingId },
    data: { state: 'processing' },
  });
  // As if it had died before it could note what it did.
  await rm(path.join(recordingFiles(root, recordingId).work, 'publish-audio.json'));
  let remade: unknown;
  const supersede = async (key: string): Promise<void> => {
    if (key.startsWith('episodes/')) remade ??= await processing.remake(recordingId);
  };
  const objects: ObjectStore = {
    ...store,
    async find(key) {
      await supersede(key);
      return store.find(key);
    },
    async put(key, ...rest) {
      await supersede(key);
      return store.put(key, ...rest);
    },
  };
  await run(1, { objects });
  expect(remade).toEqual({ revision: 2 });
  for (const key of [mp3Key!, m4aKey!]) expect(await store.find(key)).toBeDefined();
});
