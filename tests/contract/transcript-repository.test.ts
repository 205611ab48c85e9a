import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTranscriptRepository as createPublishing } from '../../media/store/transcript-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { Cue } from '../../server/protocol/transcripts.ts';
import { createTranscriptRepository } from '../../server/store/transcript-repository.ts';
import type { TranscriptRepository } from '../../server/transcripts/transcript.ts';
import { openTestDatabase } from '../support/database.ts';
import { openPostgresDatabase } from '../support/postgres.ts';
import { addEpisode, addRecording, aSession } from '../support/stored.ts';

const cue = (text: string, speaker?: string): Cue => ({
  ...{ cueId: randomUUID(), fromMs: 0, toMs: 1_000, text },
  ...(speaker ? { speaker } : {}),
});

describe.each([
  ['the embedded database', openTestDatabase],
  ['a PostgreSQL server', openPostgresDatabase],
])('a transcript on %s', (_where, open) => {
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
    await transcripts.forget(recordingId, 'Sari');
    const cues = [cue('Ini rahasia.', 'Sari'), cue('Terima kasih, Sari.', 'Budi')];
    await transcripts.save(recordingId, { version: 1, cues });
    await transcripts.publish(recordingId, 1);
    await transcripts.forget(recordingId, 'Sari');
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
    await transcripts.forget(recordingId, 'Sari');
    expect(await published()).toEqual([]);
    expect(await transcripts.find(recordingId)).toEqual({
      ...{ version: 2, cues, publishedVersion: null },
    });
  });

  test('points an episode at its words unless its media are others by now', async () => {
    const publishing = createPublishing(database.prisma);
    const { episode, language } = (await publishing.find(recordingId))!;
    expect(language).toBe('id');
    const keys = { transcriptKey: 't.vtt', captionedHlsKey: null };
    const { episodeId, media } = episode!;
    const others = { mp3Key: 'other', hlsKey: undefined };
    expect(await publishing.point(episodeId, others, keys)).toBe(false);
    expect(await publishing.point(episodeId, media, keys)).toBe(true);
    expect((await publishing.find(recordingId))?.episode).toMatchObject(keys);
  });
});
