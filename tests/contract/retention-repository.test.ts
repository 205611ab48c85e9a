import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { purgeOfTakes } from '../../server/purges/purge.ts';
import { createProcessingRepository } from '../../server/store/processing-repository.ts';
import { createPurgeRepository } from '../../server/store/purge-repository.ts';
import { createRetentionRepository } from '../../server/store/retention-repository.ts';
import { createWithdrawalRepository } from '../../server/store/withdrawal-repository.ts';
import { databases } from '../support/databases.ts';
import { addEpisode, addRecording, aSession, emptyTables } from '../support/stored.ts';

const at = new Date('2026-12-28T12:00:00Z');
const found = { at, objects: 1, bytes: 10 };

describe.each(databases)('retention on $name', ({ open }) => {
  const scope = new Scope('retention', silentLog);
  let db: Database;
  beforeAll(async () => {
    db = await open(scope);
  });
  beforeEach(() => emptyTables(db));
  afterAll(() => scope.close('done'));

  const repositories = () => ({
    retention: createRetentionRepository(db.prisma),
    processing: createProcessingRepository(db.prisma),
    purges: createPurgeRepository(db.prisma),
  });
  async function addMade() {
    const session = await aSession(db);
    const { recordingId } = await addRecording(db, session, { state: 'ready' });
    await addEpisode(db, session, recordingId);
    const objects = [{ key: 'episodes/1/audio.mp3', bytes: 10, sha256: 'ab' }];
    await db.prisma.episode.update({ where: { recordingId }, data: { objects } });
    return { session, recordingId, objects };
  }
  const purgeOf = (recordingId: string) => purgeOfTakes({ recordingId, stale: [] }, at);

  test('lists what is made, with what was published of it; no practices, and nothing that failed', async () => {
    const { retention } = repositories();
    const { recordingId, objects } = await addMade();
    await addRecording(db, await aSession(db), { state: 'failed' });
    const practice = await aSession(db);
    await addRecording(db, practice, { state: 'ready' });
    await db.prisma.session.update({
      where: { sessionId: practice.sessionId },
      data: { keptOfId: (await aSession(db)).sessionId },
    });
    const [kept, ...others] = await retention.list();
    expect(others).toEqual([]);
    expect(kept).toMatchObject({
      ...{ recordingId, revision: 1, state: 'ready', title: 'Laskar Pelangi' },
      published: { objects, keys: ['episodes/1/audio.mp3'] },
    });
  });

  test('takes are deleted once, with what is to be purged; the episode cannot be made again', async () => {
    const { retention, processing, purges } = repositories();
    const { session, recordingId } = await addMade();
    const take = { recordingId, takeId: 't', peerId: 'p', displayName: 'Sari' };
    const voice = { kind: 'audio', source: 'microphone', codec: 'opus', startedAt: at };
    await db.prisma.take.create({ data: { ...take, ...voice, bleed: [] } });
    const [kept] = await retention.list();
    const deed = { at, readBack: found, purge: purgeOf(recordingId) };
    expect(await retention.deleteTakes(kept!, deed)).toBe(true);
    expect((await db.prisma.take.findMany()).map(({ bleed }) => bleed)).toEqual([null]);
    expect(await retention.deleteTakes(kept!, deed)).toBe(false);
    expect(await retention.list()).toEqual([]);
    expect(await purges.listDue(at)).toEqual([deed.purge]);
    expect(await processing.remake(recordingId)).toBeUndefined();
    expect(await processing.findBySession(session.sessionId)).toMatchObject({
      ...{ state: 'ready', takesDeletedAt: at, readBack: found },
    });
  });

  test('what was changed since it was listed keeps its takes, and what was found wrong is forgotten', async () => {
    const { retention, processing, purges } = repositories();
    const { session, recordingId } = await addMade();
    const problem = { kind: 'missing', key: 'episodes/1/audio.mp3' } as const;
    const [listed] = await retention.list();
    await retention.note(listed!, { ...found, problem });
    const [kept] = await retention.list();
    expect(kept?.readBack).toEqual({ ...found, problem });
    await processing.remake(recordingId);
    // Of the revision that is being replaced.
    await retention.note(listed!, { ...found, problem });
    const deed = { at, readBack: found, purge: purgeOf(recordingId) };
    expect(await retention.deleteTakes(kept!, deed)).toBe(false);
    expect(await purges.listDue(at)).toEqual([]);
    const now = await processing.findBySession(session.sessionId);
    expect(now?.takesDeletedAt).toBeUndefined();
    expect(now?.readBack).toBeUndefined();
  });

  test('what is edited since it was listed keeps its takes', async () => {
    const { retention } = repositories();
    const { recordingId } = await addMade();
    const deed = { at, readBack: found, purge: purgeOf(recordingId) };
    const [untouched] = await retention.list();
    const edits = { recordingId, edits: [], version: 1, changedAt: at };
    await db.prisma.edits.create({ data: edits });
    expect(await retention.deleteTakes(untouched!, deed)).toBe(false);
    const [edited] = await retention.list();
    const changedAt = new Date(at.getTime() + 1);
    await db.prisma.edits.update({ where: { recordingId }, data: { changedAt } });
    expect(await retention.deleteTakes(edited!, deed)).toBe(false);
    const [again] = await retention.list();
    expect(again!.editedAt).toEqual(changedAt);
    expect(await retention.deleteTakes(again!, deed)).toBe(true);
  });

  test('an episode that is given up has neither media nor notes, and is not public', async () => {
    const { recordingId } = await addMade();
    await db.prisma.episode.update({
      where: { recordingId },
      data: { notes: 'Sari bercerita.', state: 'published' },
    });
    const withdrawals = createWithdrawalRepository(db.prisma);
    const { episodeId } = await db.prisma.episode.findUniqueOrThrow({ where: { recordingId } });
    const take = { takeId: recordingId, recordingId, peerId: 'sari', displayName: 'Sari' };
    const kind = { kind: 'audio', source: 'microphone', codec: 'opus' };
    await db.prisma.take.create({ data: { ...take, ...kind, startedAt: at } });
    await db.prisma.recording.update({ where: { recordingId }, data: { takesDeletedAt: at } });
    expect(
      await withdrawals.withdraw(recordingId, {
        ...{ who: { displayName: 'Sari' }, by: 'Ani', at, asked: [] },
      }),
    ).toEqual({
      ...{ takeIds: [recordingId], peerIds: ['sari'], names: ['Sari'], questionIds: [] },
      ...{ episodeId, revision: undefined },
      isInEpisode: true,
    });
    expect(await db.prisma.episode.findUnique({ where: { recordingId } })).toMatchObject({
      ...{ notes: '', state: 'unpublished', mp3Key: null, objects: null },
    });
    const { state } = await db.prisma.recording.findUniqueOrThrow({ where: { recordingId } });
    expect(state).toBe('empty');
  });
});
