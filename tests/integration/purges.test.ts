import { EventEmitter, once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createJobQueue, type JobQueue } from '../../media/jobs/queue.ts';
import type { Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { purgeOfSession } from '../../server/purges/purge.ts';
import { createPurges, type Purges } from '../../server/purges/purges.ts';
import { createPurgeRepository } from '../../server/store/purge-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeFolder } from '../support/folder.ts';
import { openS3Store } from '../support/s3-server.ts';

/** What a deleted session leaves is purged to its end, on both kinds of store, whatever dies in between. */

const meta = { contentType: 'application/octet-stream', cacheControl: 'no-cache' };
const minuteMs = 60_000;

describe.each(['local', 'S3'])('purges on a %s store', (kind) => {
  const scope = new Scope('purges', silentLog);
  let db: Database;
  let queue: JobQueue;
  let store: ObjectStore;
  let recordingsDir: string;
  let nowMs: number;
  let left: { sessionId: string; recordingIds: string[]; episodeId: string };
  const clock = { now: () => new Date(nowMs), monoUs: () => 0 };

  beforeAll(async () => {
    db = await openTestDatabase(scope);
    queue = await createJobQueue({ database: db, log: silentLog, scope });
    const folder = await makeFolder(scope);
    recordingsDir = path.join(folder, 'recordings');
    store =
      kind === 'local'
        ? await openLocalObjectStore(path.join(folder, 'objects'))
        : await openS3Store(scope);
  });
  afterAll(() => scope.close('done'));

  const put = (key: string) => store.put(key, Buffer.from(key), meta);
  const keys = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const prefix of ['slides', 'episodes', 'recordings', 'practices', 'reviews']) {
      for await (const { key } of store.list(prefix)) found.push(key);
    }
    return found;
  };
  /** A hub: what it knows of earlier ones is in the database alone. */
  const startHub = (objects: Pick<ObjectStore, 'deletePrefix'> = store): Purges =>
    createPurges({
      ...{ purges: createPurgeRepository(db.prisma), objects, recordingsDir, clock },
      forgetJobs: (runs) => queue.forget('process-recording', runs),
      log: silentLog,
    });
  const waiting = () => createPurgeRepository(db.prisma).listDue(new Date(nowMs));

  beforeEach(async () => {
    nowMs = Date.UTC(2026, 10, 28);
    left = { sessionId: newId(), recordingIds: [newId(), newId()], episodeId: newId() };
    const [recordingId = '', practiceId = ''] = left.recordingIds;
    await put(`slides/${left.sessionId}/1.webp`);
    await put(`episodes/${left.episodeId}/1-ab/audio.mp3`);
    await put(`episodes/${left.episodeId}/2-cd/hls/master.m3u8`);
    await put(`recordings/${recordingId}/takes/a/0000.rtpl`);
    await put(`recordings/${recordingId}/timeline.jsonl`);
    await put(`reviews/${recordingId}.json`);
    await put(`practices/${practiceId}/mix.mp3`);
    await put(`reviews/${newId()}.json`);
    await mkdir(path.join(recordingsDir, recordingId, 'takes', 'a'), { recursive: true });
    await writeFile(path.join(recordingsDir, recordingId, 'timeline.jsonl'), '');
    await createPurgeRepository(db.prisma).add(purgeOfSession(left, clock.now()));
  });
  const others = async () => (await keys()).filter((key) => !key.startsWith('reviews/'));

  test('killed at every step of it, the next hub goes on; nothing of others is touched', async () => {
    // Dies before its first prefix, then before its second, and so on.
    for (let survives = 0; survives < 8; survives += 1) {
      let done = 0;
      const dying = startHub({
        deletePrefix(prefix) {
          if (done >= survives) return Promise.reject(new Error('killed'));
          done += 1;
          return store.deletePrefix(prefix);
        },
      });
      await dying.sweep();
      expect(await waiting()).toHaveLength(1);
    }
    await startHub().sweep();
    expect(await others()).toEqual([]);
    expect((await keys()).length).toBeGreaterThan(0);
    expect(await readdir(recordingsDir)).toEqual([]);

    // Kept until nothing can come any more, then forgotten.
    nowMs += 11 * minuteMs;
    await startHub().sweep();
    expect(await waiting()).toEqual([]);
  });

  test('a hub that starts while the store does not answer waits for its own disk alone, and purges the rest later', async () => {
    let answer = (): void => undefined;
    const answers = new Promise<void>((resolve) => (answer = resolve));
    let asked = 0;
    const hub = startHub({
      async deletePrefix(prefix) {
        asked += 1;
        await answers;
        return store.deletePrefix(prefix);
      },
    });
    await hub.recover();
    expect(await readdir(recordingsDir)).toEqual([]);
    expect((await others()).length).toBeGreaterThan(0);
    // One sweep hangs, and one waits for its turn, however long it takes.
    for (let round = 0; round < 5; round += 1) hub.start();
    await expect.poll(() => asked).toBe(1);
    answer();
    await expect.poll(others).toEqual([]);
    await hub.sweep();
    const prefixes = purgeOfSession(left, clock.now()).prefixes.length;
    expect(asked).toBe(3 * prefixes);
  });

  test('what a stopped run brings late is found again, as long as it is worked on', async () => {
    const [recordingId = ''] = left.recordingIds;
    const payload = { recordingId, revision: 1 };
    const late = `episodes/${left.episodeId}/3-ef/audio.mp3`;
    const run = new EventEmitter();
    const begun = once(run, 'begun');
    await queue.work('process-recording', 1, async () => {
      run.emit('begun');
      await once(run, 'end');
      await put(late);
    });
    await queue.enqueue('process-recording', payload);
    await begun;

    const hub = startHub();
    await hub.sweep();
    nowMs += 60 * minuteMs;
    await hub.sweep();
    expect(await waiting()).toHaveLength(1);
    run.emit('end');
    await expect
      .poll(() => queue.forget('process-recording', { ...left, revision: undefined }))
      .toBe(false);
    expect(await keys()).toContain(late);
    await hub.sweep();
    expect(await keys()).not.toContain(late);
    expect(await waiting()).toHaveLength(1);
    await hub.sweep();
    expect(await waiting()).toEqual([]);
  });
});
