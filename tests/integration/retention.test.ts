import { createHash } from 'node:crypto';
import { access, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../server/platform/app-error.ts';
import type { Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createPurges } from '../../server/purges/purges.ts';
import { ReadBack } from '../../server/retention/read-back.ts';
import { createRetention } from '../../server/retention/retention.ts';
import { createProcessingRepository } from '../../server/store/processing-repository.ts';
import { createPurgeRepository } from '../../server/store/purge-repository.ts';
import { createRetentionRepository } from '../../server/store/retention-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeFolder } from '../support/folder.ts';
import { openS3Store } from '../support/s3-server.ts';
import { addRecording, aSession, emptyTables } from '../support/stored.ts';

/** Takes whose time is over are deleted, and never before everything that is published was read back. */

const meta = { contentType: 'application/octet-stream', cacheControl: 'no-cache' };
const dayMs = 86_400_000;
const ended = Date.UTC(2026, 10, 1);

describe.each(['local', 'S3'])('retention on a %s store', (kind) => {
  const scope = new Scope('retention', silentLog);
  let db: Database;
  let store: ObjectStore;
  let recordingsDir: string;
  let nowMs: number;
  let recordingId: string;
  let folder: string;
  let published: string[];
  const clock = { now: () => new Date(nowMs), monoUs: () => 0 };

  beforeAll(async () => {
    db = await openTestDatabase(scope);
    const root = await makeFolder(scope);
    recordingsDir = path.join(root, 'recordings');
    store =
      kind === 'local'
        ? await openLocalObjectStore(path.join(root, 'objects'))
        : await openS3Store(scope);
  });
  afterAll(() => scope.close('done'));

  const put = (key: string, text = key) => store.put(key, Buffer.from(text), meta);
  const isHere = (file: string) =>
    access(file).then(
      () => true,
      () => false,
    );
  /** A hub's sweep: of takes, then of what is to be purged. */
  async function sweep(objects: ObjectStore = store): Promise<void> {
    const purges = createPurges({
      ...{ purges: createPurgeRepository(db.prisma), objects, recordingsDir, clock },
      ...{ forgetJobs: () => Promise.resolve(false), log: silentLog },
    });
    await createRetention({
      recordings: createRetentionRepository(db.prisma),
      ...{ objects, keepTakesMs: 30 * dayMs, onDeleted: () => undefined, clock },
      ...{ log: silentLog, signal: scope.signal },
    }).sweep();
    await purges.sweep();
  }
  const recordingNow = () => db.prisma.recording.findUniqueOrThrow({ where: { recordingId } });
  const problemNow = async () => ReadBack.parse((await recordingNow()).readBack).problem;

  beforeEach(async () => {
    await emptyTables(db);
    nowMs = ended + 31 * dayMs;
    const session = await aSession(db);
    ({ recordingId } = await addRecording(db, session, { state: 'ready' }));
    await db.prisma.recording.update({
      where: { recordingId },
      data: { endedAt: new Date(ended), revision: 2 },
    });
    const episodeId = newId();
    const prefix = `episodes/${episodeId}/2-ab`;
    published = ['audio.mp3', 'audio.m4a', 'hls/master.m3u8'].map(
      (name) => `${prefix}/${name}`,
    );
    const objects = published.map((key) => ({
      ...{ key, bytes: key.length },
      sha256: createHash('sha256').update(key).digest('hex'),
    }));
    const [mp3Key = '', m4aKey = '', hlsKey = ''] = published;
    await db.prisma.episode.create({
      data: {
        ...{ episodeId, code: newId().slice(0, 11), guid: newId(), recordingId, objects },
        ...{ seriesId: session.series.seriesId, title: 'Laskar Pelangi', notes: '' },
        ...{ state: 'published', publishedAt: new Date(ended), mp3Key, m4aKey, hlsKey },
      },
    });
    for (const key of published) await put(key);
    await put(`episodes/${episodeId}/1-cd/audio.mp3`);
    await put(`recordings/${recordingId}/takes/a/0000.rtpl`);
    // A transcript, put there by a host later.
    await put(`${prefix}/transcript-1.vtt`);
    folder = path.join(recordingsDir, recordingId);
    await mkdir(path.join(folder, 'takes', 'a'), { recursive: true });
    await mkdir(path.join(folder, 'work', 'stems'), { recursive: true });
  });

  test('edits that wait to be applied keep the takes for as long again, and not for ever', async () => {
    const changedAt = new Date(ended + 29 * dayMs);
    await db.prisma.edits.create({ data: { recordingId, version: 1, edits: [], changedAt } });
    nowMs = ended + 30 * dayMs;
    await sweep();
    expect((await recordingNow()).takesDeletedAt).toBe(null);
    nowMs = ended + 59 * dayMs;
    await sweep();
    expect((await recordingNow()).takesDeletedAt).not.toBe(null);
  });

  test('before their time takes stay; after it they go, and only what is published is left', async () => {
    nowMs = ended + 29 * dayMs;
    await sweep();
    expect(await isHere(folder)).toBe(true);
    nowMs = ended + 30 * dayMs;
    await sweep();
    expect(await isHere(folder)).toBe(false);
    const left: string[] = [];
    for (const prefix of ['episodes', 'recordings']) {
      for await (const { key } of store.list(prefix)) if (key.includes('/2-')) left.push(key);
      for await (const { key } of store.list(prefix)) {
        if (!key.includes('/2-')) expect(key).not.toContain(recordingId);
      }
    }
    expect(left).toEqual(expect.arrayContaining(published));
    expect(left.some((key) => key.endsWith('/transcript-1.vtt'))).toBe(true);
    const [first = ''] = published;
    expect(await store.find(first.replace('/2-ab/', '/1-cd/'))).toBeUndefined();
    const { readBack, takesDeletedAt } = await recordingNow();
    expect(takesDeletedAt).toEqual(new Date(nowMs));
    expect(ReadBack.parse(readBack)).toEqual({
      ...{ at: new Date(nowMs), objects: 3 },
      bytes: published.join('').length,
    });
  });

  test.each(['changed by a bit', 'shorter', 'gone'])(
    'with an object %s, takes stay until it is right again',
    async (how) => {
      const key = published[1]!;
      if (how === 'gone') await store.delete(key);
      else await put(key, how === 'shorter' ? key.slice(1) : `f${key.slice(1)}`);
      await sweep();
      expect(await isHere(folder)).toBe(true);
      expect(await problemNow()).toEqual({
        kind: how === 'gone' ? 'missing' : 'different',
        key,
      });
      expect((await recordingNow()).takesDeletedAt).toBeNull();

      // Looked at again a day later.
      await put(key);
      await sweep();
      expect(await isHere(folder)).toBe(true);
      nowMs += dayMs;
      await sweep();
      expect(await isHere(folder)).toBe(false);
    },
  );

  test('what an earlier version published without saying what keeps its takes', async () => {
    await db.prisma.$executeRaw`UPDATE "Episode" SET objects = NULL`;
    await sweep();
    expect(await isHere(folder)).toBe(true);
    expect(await problemNow()).toMatchObject({ kind: 'unlisted' });
  });

  test('while the store is away nothing is known, and nothing is deleted', async () => {
    const away = () => Promise.reject(new AppError('unavailable', 'The store is away.'));
    await sweep({ ...store, read: away });
    expect(await isHere(folder)).toBe(true);
    expect((await recordingNow()).readBack).toBeNull();
    await sweep();
    expect(await isHere(folder)).toBe(false);
  });

  test('a host who has the episode made again meanwhile keeps the takes', async () => {
    const processing = createProcessingRepository(db.prisma);
    let remade: unknown;
    await sweep({
      ...store,
      async read(key, ...rest) {
        remade ??= await processing.remake(recordingId);
        return store.read(key, ...rest);
      },
    });
    expect(remade).toEqual({ revision: 3 });
    expect(await isHere(folder)).toBe(true);
    expect((await recordingNow()).takesDeletedAt).toBeNull();
  });

  test('killed before its files are gone, the next hub removes them', async () => {
    const killed = () => Promise.reject(new Error('killed'));
    await sweep({ ...store, deletePrefix: killed });
    expect((await recordingNow()).takesDeletedAt).toEqual(new Date(nowMs));
    expect(await isHere(folder)).toBe(true);
    await sweep();
    expect(await isHere(folder)).toBe(false);
    expect(await store.find(`recordings/${recordingId}/takes/a/0000.rtpl`)).toBeUndefined();
    for (const key of published) expect(await store.find(key)).toBeDefined();
  });
});
