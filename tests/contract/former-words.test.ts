import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTranscriptPublisher } from '../../media/steps/publish-transcript.ts';
import {
  createEpisodeRepository,
  type EpisodeAudio,
} from '../../media/store/episode-repository.ts';
import { createTranscriptRepository as createPublishing } from '../../media/store/transcript-repository.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createPurges } from '../../server/purges/purges.ts';
import { createPurgeRepository } from '../../server/store/purge-repository.ts';
import { createTranscriptRepository } from '../../server/store/transcript-repository.ts';
import { databases } from '../support/databases.ts';
import { makeFolder } from '../support/folder.ts';
import { addEpisode, addRecording, aSession } from '../support/stored.ts';

/** Words that an episode does not point at any more are gone for good, whatever is away or dies in between. */

const meta = { contentType: 'application/octet-stream', cacheControl: 'no-cache' };
const master = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=1280x720\n720p/index.m3u8\n';

describe.each(databases)('former words on $name', ({ open }) => {
  const scope = new Scope('former words', silentLog);
  let database: Database;
  let store: ObjectStore;
  let recordingId: string;
  let media: string;
  beforeAll(async () => {
    database = await open(scope);
    store = await openLocalObjectStore(await makeFolder(scope));
  });
  beforeEach(async () => {
    const session = await aSession(database);
    ({ recordingId } = await addRecording(database, session, { state: 'ready' }));
    media = `episodes/${recordingId}/1-0`;
    await addEpisode(database, session, recordingId, { mp3Key: `${media}/audio.mp3` });
    const hlsKey = `${media}/hls/master.m3u8`;
    await store.put(hlsKey, Buffer.from(master), meta);
    await database.prisma.episode.update({
      where: { recordingId },
      data: { hlsKey, durationMs: 10_000 },
    });
  });
  afterAll(() => scope.close('done'));

  const write = async (text: string): Promise<void> => {
    const transcripts = createTranscriptRepository(database.prisma);
    const version = ((await transcripts.find(recordingId))?.version ?? 0) + 1;
    const cues = [{ cueId: randomUUID(), fromMs: 0, toMs: 1_000, text }];
    await transcripts.save(recordingId, { version, cues });
    await transcripts.publish(recordingId, version);
  };
  const publish = (deletes: Pick<ObjectStore, 'delete'> = store) =>
    createTranscriptPublisher({
      transcripts: createPublishing(database.prisma),
      store: { ...store, delete: (key) => deletes.delete(key) },
    }).publish(recordingId);
  const away = { delete: () => Promise.reject(new Error('the store is away')) };
  const sweep = () =>
    createPurges({
      ...{ purges: createPurgeRepository(database.prisma), objects: store },
      ...{ recordingsDir: '/nowhere', clock: systemClock, log: silentLog },
      // A purge that names runs would end those that make the episode.
      forgetJobs: ({ recordingIds }) =>
        recordingIds.length > 0
          ? Promise.reject(new Error('names runs'))
          : Promise.resolve(false),
    }).sweep();
  const words = async (): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { key } of store.list(`${media}/`)) {
      if (/\/(transcript|captions)-/.test(key)) keys.push(key);
    }
    return keys;
  };
  const episode = () => database.prisma.episode.findUniqueOrThrow({ where: { recordingId } });

  test('corrected or taken back while the store is away, they go once it is back', async () => {
    await write('Satu');
    await publish();
    const first = await words();
    expect(first).toHaveLength(4);
    await write('Dua');
    await publish(away);
    expect(await words()).toHaveLength(8);
    await sweep();
    const second = await words();
    expect(second).toHaveLength(4);
    expect(second.filter((key) => first.includes(key))).toEqual([]);
    expect(second).toContain((await episode()).transcriptKey);

    await createTranscriptRepository(database.prisma).unpublish(recordingId);
    await publish(away);
    expect(await words()).toHaveLength(4);
    await sweep();
    expect(await words()).toEqual([]);
  });

  test('published while the picture comes, they go with what came with it', async () => {
    await write('Satu');
    const { prepare } = createTranscriptPublisher({
      transcripts: createPublishing(database.prisma),
      store,
    });
    const { episodeId, mp3Key, hlsKey } = await episode();
    const told = { cuts: [], leadMs: 0, durationMs: 10_000 };
    const prepared = await prepare(recordingId, { mp3Key: mp3Key!, hlsKey: hlsKey!, ...told });
    await write('Dua');
    await publish();
    const audio: EpisodeAudio = {
      ...{ revision: 1, chapters: [], editsVersion: 0, textVersion: 0, ...told, objects: [] },
      ...{ mp3: { key: mp3Key!, bytes: 1 }, m4a: { key: 'm4a', bytes: 1 } },
      ...{ loudnessLufs: undefined, truePeakDbtp: undefined },
    };
    await createEpisodeRepository(database.prisma).setMedia(episodeId, audio, {
      ...{ ...prepared, hlsKey: hlsKey!, hlsBandwidth: 1, posterKey: '', thumbnailsKey: '' },
      ...{ chaptersKey: '', hasVideo: true, objects: [] },
    });
    await publish();
    await sweep();
    expect(await words()).toHaveLength(4);
    expect(await words()).toContain((await episode()).transcriptKey);
  });
});
