import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { probeMedia } from '../../media/ffmpeg/probe-media.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createProcessingRepository } from '../../server/store/processing-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { addRecording, aSession } from '../support/stored.ts';
import { createTestProcessor, createTestSteps } from '../support/test-pipeline.ts';
import { makeVoiceTake } from '../support/voice-takes.ts';

const scope = new Scope('practice processing', silentLog);
const durationMs = 8_000;
afterAll(() => scope.close('done'));

test('a practice becomes sounds for its hosts, and nothing else of it stays', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'serambi practice '));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  const store = await openLocalObjectStore(path.join(root, 'objects'));
  const database = await openTestDatabase(scope);
  const { prisma } = database;
  const real = await aSession(database);
  const practice = await aSession(database, { seriesId: real.series.seriesId });
  const { recordingId } = await addRecording(database, practice, { state: 'processing' });
  await prisma.processingStep.deleteMany();
  const { sessionId } = practice;
  const kept = { keptOfId: real.sessionId, keptUntil: new Date() };
  await prisma.session.update({ where: { sessionId }, data: kept });
  const sound = "aevalsrc='0.3*sin(2*PI*(300+100*sin(t))*t)':s=48000";
  const take = await makeVoiceTake(root, { peerId: 'sari', firstMs: 0, seconds: 8, sound });
  const steps = createTestSteps(database, { takes: [take], durationMs });
  await store.put(`recordings/${recordingId}/timeline.jsonl`, Buffer.from('x'), {
    ...{ contentType: 'application/octet-stream', cacheControl: 'private, no-store' },
  });

  const process = createTestProcessor({ database, store, recordingsDir: root, steps });
  await process({ recordingId, revision: 1 }, new AbortController().signal);
  const { state } = await prisma.recording.findUniqueOrThrow({ where: { recordingId } });
  expect(state).toBe('ready');
  const rows = await prisma.processingStep.findMany({ orderBy: { position: 'asc' } });
  const names = rows.map(({ name }) => name);
  expect(names).toEqual(['collect', 'remux', 'stems', 'mix', 'keep-practice']);
  expect(await prisma.episode.count()).toBe(0);
  expect(await createProcessingRepository(prisma).listOpen()).toEqual([]);
  const { root: folder } = recordingFiles(root, recordingId);
  await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await store.find(`recordings/${recordingId}/timeline.jsonl`)).toBeUndefined();

  for (const name of ['mix.mp3', 'microphone-sari.mp3']) {
    const key = `practices/${recordingId}/${name}`;
    expect(await store.find(key)).toMatchObject({ cacheControl: 'private, no-store' });
    const file = path.join(root, name);
    await pipeline((await store.read(key))!.body, createWriteStream(file));
    const { durationMs: heardMs } = await probeMedia(file);
    expect(Math.abs(heardMs! - durationMs)).toBeLessThan(100);
  }
});
