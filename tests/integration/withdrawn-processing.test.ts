import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { createEpisodeRepository } from '../../media/store/episode-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { addEpisode, addRecording, aSession } from '../support/stored.ts';
import { createTestProcessor, createTestSteps } from '../support/test-pipeline.ts';
import { makeVoiceTake } from '../support/voice-takes.ts';

/** The pipeline's part in taking somebody out of a recording, wherever it runs. The hub's: rest-edits.test.ts. */

const scope = new Scope('withdrawn', silentLog);
const durationMs = 6_000;
const meta = { contentType: 'application/octet-stream', cacheControl: 'private, no-store' };
let root: string;
let store: ObjectStore;
let database: Database;
let recordingId: string;
let episodeId: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-withdrawn-'));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  store = await openLocalObjectStore(path.join(root, 'objects'));
  database = await openTestDatabase(scope);
  const session = await aSession(database);
  ({ recordingId } = await addRecording(database, session, { state: 'processing' }));
  await addEpisode(database, session, recordingId);
  await database.prisma.recording.update({ where: { recordingId }, data: { revision: 2 } });
  ({ episodeId } = await database.prisma.episode.findUniqueOrThrow({ where: { recordingId } }));
  const take = { recordingId, kind: 'audio', source: 'microphone', codec: 'opus' };
  const startedAt = new Date();
  await database.prisma.take.createMany({
    data: [
      {
        ...take,
        takeId: 'gone',
        peerId: 'a',
        displayName: 'Sari',
        startedAt,
        withdrawnAt: startedAt,
      },
      { ...take, takeId: 'kept', peerId: 'b', displayName: 'Budi', startedAt },
    ],
  });
});
afterAll(() => scope.close('done'));

test('their takes go from this machine too, and what an earlier run still uploaded', async () => {
  const files = recordingFiles(root, recordingId);
  for (const takeId of ['gone', 'kept']) await mkdir(files.take(takeId), { recursive: true });
  const late = `episodes/${episodeId}/1-cafe/audio.mp3`;
  const elsewhere = 'episodes/another/1-cafe/audio.mp3';
  for (const key of [late, elsewhere]) await store.put(key, Buffer.from('x'), meta);

  const sound = "aevalsrc='0.3*sin(2*PI*300*t)*lt(mod(t,2),1)':s=48000";
  const takes = [await makeVoiceTake(root, { peerId: 'b', firstMs: 0, seconds: 6, sound })];
  const steps = createTestSteps(database, { takes, durationMs });
  const process = createTestProcessor({ database, store, recordingsDir: root, steps });
  await process({ recordingId, revision: 2 }, new AbortController().signal);

  expect(
    await database.prisma.recording.findUniqueOrThrow({ where: { recordingId } }),
  ).toMatchObject({
    state: 'ready',
  });
  expect(await readdir(files.takes)).toEqual(['kept']);
  expect(await store.find(late)).toBeUndefined();
  expect(await store.find(elsewhere)).toBeDefined();
  const { mp3Key } = await database.prisma.episode.findUniqueOrThrow({ where: { episodeId } });
  expect(mp3Key).toMatch(new RegExp(`^episodes/${episodeId}/2-`));
  expect(await store.find(mp3Key!)).toBeDefined();
});

test('what a run of an earlier revision brings late is not published', async () => {
  const before = await database.prisma.episode.findUniqueOrThrow({ where: { episodeId } });
  const file = { key: 'episodes/late/audio.mp3', bytes: 1 };
  const late = {
    ...{ revision: 1, durationMs: 1, chapters: [], editsVersion: 0, cuts: [] },
    ...{ mp3: file, m4a: file, loudnessLufs: undefined, truePeakDbtp: undefined },
  };
  const episodes = createEpisodeRepository(database.prisma);
  await expect(episodes.setAudio(episodeId, late)).rejects.toMatchObject({ code: 'conflict' });
  expect(await database.prisma.episode.findUniqueOrThrow({ where: { episodeId } })).toEqual(
    before,
  );
});
