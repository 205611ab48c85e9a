import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTranscriptPublisher } from '../../media/steps/publish-transcript.ts';
import { createTranscriptRepository as createPublishing } from '../../media/store/transcript-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { Cue } from '../../server/protocol/transcripts.ts';
import {
  createTranscriptRepository,
  forgetSaid,
} from '../../server/store/transcript-repository.ts';
import type { TranscriptRepository } from '../../server/transcripts/transcript.ts';
import { databases } from '../support/databases.ts';
import { addEpisode, addRecording, aSession } from '../support/stored.ts';

const cue = (text: string, speaker?: string): Cue => ({
  ...{ cueId: randomUUID(), fromMs: 0, toMs: 1_000, text },
  ...(speaker ? { speaker } : {}),
});

describe.each(databases)('a transcript on $name', ({ open }) => {
  const scope = new Scope('transcripts', silentLog);
  let database: Database;
  let transcripts: TranscriptRepository;
  let recordingId: string;
  beforeAll(async () => {
    database = await open(scope);
    transcripts = createTranscriptRepository(database.prisma);
  });
  beforeEach(async () => {
    const session = await aSession(database);
    ({ recordingId } = await addRecording(database, session));
    await addEpisode(database, session, recordingId, { mp3Key: `${recordingId}/a.mp3` });
  });
  afterAll(() => scope.close('done'));

  const published = async () => {
    const found = await createPublishing(database.prisma).find(recordingId);
    return found?.cues.map(({ text }) => text);
  };

  test('is saved in place of the version before, and of no other', async () => {
    expect(await transcripts.find(recordingId)).toBeUndefined();
    const first = { version: 1, cues: [cue('Satu', 'Sari'), cue('Dua')] };
    expect(await transcripts.save(recordingId, { ...first, version: 2 })).toBe(false);
    expect(await transcripts.save(recordingId, first)).toBe(true);
    expect(await transcripts.save(recordingId, first)).toBe(false);
    expect(await transcripts.find(recordingId)).toEqual({ ...first, publishedVersion: null });
    const second = { version: 2, cues: [] };
    const both = [transcripts.save(recordingId, second), transcripts.save(recordingId, second)];
    expect((await Promise.all(both)).sort()).toEqual([false, true]);
  });

  test('is read as it was published, whatever is written since', async () => {
    expect(await transcripts.publish(recordingId, 0)).toBe(false);
    await transcripts.save(recordingId, { version: 1, cues: [cue('Satu')] });
    expect(await published()).toEqual([]);
    expect(await transcripts.publish(recordingId, 1)).toBe(true);
    await transcripts.save(recordingId, { version: 2, cues: [cue('Dua')] });
    expect(await transcripts.publish(recordingId, 1)).toBe(false);
    expect(await transcripts.find(recordingId)).toMatchObject({ publishedVersion: 1 });
    expect(await published()).toEqual(['Satu']);
    await transcripts.unpublish(recordingId);
    expect(await transcripts.find(recordingId)).toMatchObject({
      version: 2,
      publishedVersion: null,
    });
    expect(await published()).toEqual([]);
  });

  test('forgets a person, in what is published as well', async () => {
    await forgetSaid(database.prisma, recordingId, ['Sari'], { wasHeard: true });
    const cues = [cue('Ini rahasia.', 'Sari'), cue('Terima kasih, Sari.', 'Budi')];
    await transcripts.save(recordingId, { version: 1, cues });
    await transcripts.publish(recordingId, 1);
    await forgetSaid(database.prisma, recordingId, ['Sari'], { wasHeard: true });
    expect(await published()).toEqual(['Terima kasih, ….']);
    expect(await transcripts.find(recordingId)).toMatchObject({
      version: 2,
      publishedVersion: 2,
      cues: [{ text: 'Terima kasih, ….', speaker: 'Budi' }],
    });
  });

  test('is taken back where nobody knows whose words some are, for somebody to look', async () => {
    const cues = [cue('Siapa?'), cue('Saya.', 'Budi')];
    await transcripts.save(recordingId, { version: 1, cues });
    await transcripts.publish(recordingId, 1);
    await forgetSaid(database.prisma, recordingId, ['Sari'], { wasHeard: true });
    expect(await published()).toEqual([]);
    expect(await transcripts.find(recordingId)).toEqual({
      ...{ version: 2, cues, publishedVersion: null },
    });
  });

  test('of who only asked loses the name alone: words without a name are others’', async () => {
    const cues = [cue('Sari bertanya.'), cue('Saya jawab.', 'Budi')];
    await transcripts.save(recordingId, { version: 1, cues });
    await transcripts.publish(recordingId, 1);
    await forgetSaid(database.prisma, recordingId, ['Sari'], { wasHeard: false });
    expect(await published()).toEqual(['… bertanya.', 'Saya jawab.']);
  });

  test('points an episode at its words unless its media or its words are others by now', async () => {
    const publishing = createPublishing(database.prisma);
    const { episode, language } = (await publishing.find(recordingId))!;
    expect(language).toBe('id');
    const sent = { key: 't.vtt', bytes: 4, sha256: 'ab' };
    const keys = { transcriptKey: 't.vtt', captionedHlsKey: null, transcriptObjects: [sent] };
    const others = { ...episode!.media!, mp3Key: 'other' };
    expect(await publishing.point({ ...episode!, media: others }, keys)).toBe(false);
    expect(await publishing.point(episode!, keys)).toBe(true);
    expect(await publishing.point(episode!, { ...keys, transcriptKey: 'u.vtt' })).toBe(false);
    expect((await publishing.find(recordingId))?.episode).toMatchObject(keys);
  });

  test('is silent of whoever is silenced, under every name of theirs', async () => {
    const take = (peerId: string, displayName: string, minute: number) => ({
      ...{ recordingId, takeId: `${recordingId}-${peerId}-${minute}`, peerId, displayName },
      ...{ kind: 'audio', source: 'microphone', codec: 'opus' },
      startedAt: new Date(Date.UTC(2026, 10, 20, 12, minute)),
    });
    // Stored in another order than recorded, as after a machine came back.
    const takes = [
      ...[take('p', 'Pak Rahmat', 2), take('p', 'Pak Rahma', 1), take('s', 'Sari', 1)],
      ...[take('q', 'Pak Rahmat', 5), take('q', 'Rahmat', 4)],
    ];
    await database.prisma.take.createMany({ data: takes });
    const stretch = { fromMs: 0, toMs: 4_000 };
    const mute = { kind: 'mute', editId: randomUUID(), peerId: 'p', ...stretch };
    await database.prisma.edits.create({ data: { recordingId, version: 1, edits: [mute] } });
    const silences = (await createPublishing(database.prisma).find(recordingId))?.silences;
    expect(silences?.map(({ speaker }) => speaker)).toEqual([
      ...['Pak Rahmat', 'Pak Rahma', 'Rahmat'],
    ]);
  });

  describe('published by two at the same moment', () => {
    const objects = new Map<string, string>();
    const store = {
      put: (key: string, body: Buffer) => Promise.resolve(void objects.set(key, String(body))),
      read: () => Promise.resolve(undefined),
      delete: (key: string) => Promise.resolve(void objects.delete(key)),
    };
    beforeEach(() => objects.clear());

    type Step = () => Promise<void>;
    /** What happens before it points, or deletes, for the first time. */
    const publisher = (before: Partial<Record<'point' | 'delete', Step | undefined>> = {}) => {
      const repository = createPublishing(database.prisma);
      const first = (what: keyof typeof before): Promise<void> | undefined => {
        const step = before[what];
        before[what] = undefined;
        return step?.();
      };
      return createTranscriptPublisher({
        transcripts: {
          ...repository,
          async point(...args) {
            await first('point');
            return repository.point(...args);
          },
        },
        store: {
          ...store,
          async delete(key: string) {
            await first('delete');
            return store.delete(key);
          },
        } as unknown as Pick<ObjectStore, 'put' | 'read' | 'delete'>,
      });
    };
    const write = async (text: string): Promise<void> => {
      const version = ((await transcripts.find(recordingId))?.version ?? 0) + 1;
      await transcripts.save(recordingId, { version, cues: [cue(text)] });
      await transcripts.publish(recordingId, version);
    };
    const read = async (): Promise<string | undefined> => {
      const found = await createPublishing(database.prisma).find(recordingId);
      return objects.get(found?.episode?.transcriptKey ?? '');
    };

    test('it is the newer words that are read, and no others are left', async () => {
      await write('Satu');
      await publisher().publish(recordingId);
      await write('Dua');
      await publisher({
        async point() {
          await write('Tiga');
          await publisher().publish(recordingId);
        },
      }).publish(recordingId);
      expect(await read()).toContain('Tiga');
      expect(objects.size).toBe(2);
    });

    test('words that come back are not deleted by who took their place', async () => {
      await write('Satu');
      await publisher().publish(recordingId);
      await write('Dua');
      await publisher({
        async delete() {
          await write('Satu');
          await publisher().publish(recordingId);
        },
      }).publish(recordingId);
      expect(await read()).toContain('Satu');
      expect(objects.size).toBe(2);
    });

    test('words that were taken back meanwhile do not come back', async () => {
      await write('Satu');
      await publisher({
        async point() {
          await publisher().publish(recordingId);
          await transcripts.unpublish(recordingId);
          await publisher().publish(recordingId);
        },
      }).publish(recordingId);
      const { episode } = (await createPublishing(database.prisma).find(recordingId))!;
      expect(episode?.transcriptKey).toBeNull();
      expect(objects.size).toBe(0);
    });
  });
});
