import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createInvitationLinkRepository } from '../../server/store/invitation-link-repository.ts';
import { createPurgeRepository } from '../../server/store/purge-repository.ts';
import { createSessionDeletionRepository } from '../../server/store/session-deletion-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { databases } from '../support/databases.ts';
import { addEpisode, addRecording, aSession, emptyTables } from '../support/stored.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 28, 12, minute));
const deed = { by: 'Ani', at: at(30) };

describe.each(databases)('deleting a session on $name', ({ open }) => {
  const scope = new Scope('session deletion', silentLog);
  let db: Database;
  beforeAll(async () => {
    db = await open(scope);
  });
  beforeEach(() => emptyTables(db));
  afterAll(() => scope.close('done'));

  const repositories = () => ({
    deletions: createSessionDeletionRepository(db.prisma),
    purges: createPurgeRepository(db.prisma),
    sessions: createSessionRepository(db.prisma),
    links: createInvitationLinkRepository(db.prisma),
  });

  test('all its rows go in one step, and what is to be purged is written down', async () => {
    const { deletions, purges, sessions, links } = repositories();
    const session = await aSession(db);
    const { sessionId, code } = session;
    const { recordingId } = await addRecording(db, session, { state: 'processing' });
    const episodeCode = await addEpisode(db, session, recordingId);
    const { episodeId } = await db.prisma.episode.findUniqueOrThrow({ where: { recordingId } });
    await createQuestionRepository(db.prisma).add(aStoredQuestion({ sessionId }));
    const { linkId } = await links.create({
      ...{ linkId: newId(), sessionId, role: 'speaker', label: '', createdAt: at(0) },
    });
    const other = await aSession(db, { seriesId: session.series.seriesId });
    const { recordingId: others } = await addRecording(db, other);

    expect(await deletions.delete(sessionId, deed)).toBe(true);
    expect(await sessions.findById(sessionId)).toBeUndefined();
    expect(await links.find(linkId)).toBeUndefined();
    expect(await db.prisma.question.count()).toBe(0);
    expect(await db.prisma.episode.count()).toBe(0);
    expect(await db.prisma.recording.findMany({ select: { recordingId: true } })).toEqual([
      { recordingId: others },
    ]);
    expect(await deletions.isDeleted(code)).toBe(true);
    expect(await deletions.isDeleted(episodeCode)).toBe(true);
    expect(await deletions.isDeleted(other.code)).toBe(false);

    expect(await purges.listDue(at(29))).toEqual([]);
    const [purge, ...rest] = await purges.listDue(at(30));
    expect(rest).toEqual([]);
    expect(purge).toMatchObject({ recordingIds: [recordingId], revision: undefined });
    expect(purge?.prefixes).toContain(`episodes/${episodeId}/`);
    await purges.delete(purge!.purgeId);
    expect(await purges.listDue(at(30))).toEqual([]);
    // Again: there is nothing left to delete.
    expect(await deletions.delete(sessionId, deed)).toBe(false);
  });

  test('its recorded practices go with it, and their recordings are purged', async () => {
    const { deletions, purges, sessions } = repositories();
    const session = await aSession(db);
    const practice = await aSession(db, { seriesId: session.series.seriesId });
    const { recordingId } = await addRecording(db, practice, { state: 'ready' });
    await db.prisma.session.update({
      where: { sessionId: practice.sessionId },
      data: { keptOfId: session.sessionId, keptUntil: at(59), state: 'ended' },
    });
    expect(await deletions.delete(practice.sessionId, deed)).toBe(false);
    expect(await deletions.delete(session.sessionId, deed)).toBe(true);
    expect(await sessions.findById(practice.sessionId)).toBeUndefined();
    expect((await purges.listDue(at(30)))[0]?.folders).toEqual([recordingId]);
  });

  test('nothing is deleted while it is live, or while it or a practice of it is being recorded', async () => {
    const { deletions, purges, sessions } = repositories();
    const live = await aSession(db);
    await sessions.goLive(live.sessionId, at(0));
    const ending = await aSession(db);
    const { recordingId } = await addRecording(db, ending);
    const state = 'recording';
    await db.prisma.recording.update({ where: { recordingId }, data: { state } });
    const rehearsed = await aSession(db);
    const practice = await sessions.createPractice(rehearsed, {
      ...{ sessionId: newId(), code: 'lat-iha-nnn', openedAt: at(0) },
    });
    await addRecording(db, practice);

    for (const { sessionId } of [live, ending, rehearsed]) {
      expect(await deletions.delete(sessionId, deed)).toBe(false);
      expect(await sessions.findById(sessionId)).toBeDefined();
    }
    expect(await purges.listDue(at(59))).toEqual([]);
    expect(await deletions.isDeleted(live.code)).toBe(false);
  });

  test('a purge keeps which runs may still be writing', async () => {
    const { purges } = repositories();
    const purge = {
      ...{ purgeId: newId(), recordingIds: ['r'], revision: 3, dueAt: at(1) },
      ...{ prefixes: ['episodes/e/1-', 'episodes/e/2-'], folders: ['r/takes/a'] },
    };
    await purges.add(purge);
    expect(await purges.listDue(at(1))).toEqual([purge]);
  });
});
