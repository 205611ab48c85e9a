import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../server/platform/database.ts';
import { newCode, newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createAttendanceRepository } from '../../server/store/attendance-repository.ts';
import { createConsentRepository } from '../../server/store/consent-repository.ts';
import { createEpisodeRepository } from '../../server/store/episode-repository.ts';
import { createInvitationLinkRepository } from '../../server/store/invitation-link-repository.ts';
import { createProcessingRepository } from '../../server/store/processing-repository.ts';
import { createSeriesRepository } from '../../server/store/series-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { databases } from '../support/databases.ts';
import { addRecording, aSeries, aSession, emptyTables } from '../support/stored.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute));

describe.each(databases)('sessions on $name', ({ open }) => {
  const scope = new Scope('sessions', silentLog);
  let db: Database;
  beforeAll(async () => {
    db = await open(scope);
  });
  beforeEach(() => emptyTables(db));
  afterAll(() => scope.close('done'));

  describe('series and sessions', () => {
    const open = () => ({
      series: createSeriesRepository(db.prisma),
      sessions: createSessionRepository(db.prisma),
      links: createInvitationLinkRepository(db.prisma),
    });

    test('a slug is taken once; null clears, a missing key stays', async () => {
      const { series } = open();
      const made = await aSeries(db, { slug: 'klub-buku', ownerEmail: 'a@x.org' });
      await expect(aSeries(db, { slug: 'klub-buku' })).rejects.toMatchObject({
        code: 'conflict',
      });
      await series.update(made.seriesId, { ownerEmail: null, coverKey: 'covers/1.jpg' });
      await series.update(made.seriesId, { title: 'Baru' });
      expect(await series.find('klub-buku')).toMatchObject({
        title: 'Baru',
        ownerEmail: undefined,
        coverKey: 'covers/1.jpg',
        author: made.author,
      });
    });

    test('a session goes live once and ends once', async () => {
      const { sessions } = open();
      const { sessionId, code } = await aSession(db);
      expect(await sessions.end(sessionId, at(1))).toBeUndefined();
      expect(await sessions.goLive(sessionId, at(1))).toMatchObject({ state: 'live' });
      expect(await sessions.goLive(sessionId, at(2))).toBeUndefined();
      expect(await sessions.end(sessionId, at(3))).toMatchObject({ state: 'ended' });
      expect(await sessions.find(code)).toMatchObject({ wentLiveAt: at(1), endedAt: at(3) });
    });

    test('a session stays locked until it is opened', async () => {
      const { sessions } = open();
      const { sessionId } = await aSession(db);
      expect(await sessions.lock(sessionId, at(1))).toMatchObject({ lockedAt: at(1) });
      expect(await sessions.goLive(sessionId, at(2))).toMatchObject({ lockedAt: at(1) });
      expect((await sessions.lock(sessionId, undefined)).lockedAt).toBeUndefined();
    });

    test('open sessions: live first, then by time; old and ended ones are left out', async () => {
      const { sessions } = open();
      const make = (startsAt: Date) => aSession(db, { startsAt });
      const [late, soon, old, live] = [
        await make(at(50)),
        await make(at(40)),
        await make(at(1)),
        await make(at(2)),
      ];
      await sessions.goLive(live.sessionId, at(3));
      const codes = (await sessions.listOpen(at(30))).map(({ code }) => code);
      expect(codes).toEqual([live.code, soon.code, late.code]);
      expect(codes).not.toContain(old.code);
    });

    test('a link is revoked once, and only by its own session', async () => {
      const { links } = open();
      const [mine, other] = [await aSession(db), await aSession(db)];
      const { linkId } = await links.create({
        linkId: newId(),
        sessionId: mine.sessionId,
        role: 'moderator',
        label: 'Budi',
        createdAt: at(0),
      });
      expect(await links.revoke(other.sessionId, linkId, at(1))).toBe(false);
      expect(await links.listActive(mine.sessionId)).toHaveLength(1);
      expect(await links.revoke(mine.sessionId, linkId, at(1))).toBe(true);
      expect(await links.revoke(mine.sessionId, linkId, at(2))).toBe(false);
      expect(await links.listActive(mine.sessionId)).toEqual([]);
      expect((await links.find(linkId))?.revokedAt).toEqual(at(1));
    });

    test('personal links are kept beside the others, oldest first', async () => {
      const { links } = open();
      const { sessionId } = await aSession(db);
      const link = (minute: number, role: 'listener' | 'speaker', label: string) =>
        links.create({ linkId: newId(), sessionId, role, label, createdAt: at(minute) });
      await link(2, 'listener', 'Uni Ros');
      await link(1, 'speaker', '');
      const { linkId } = await link(3, 'listener', 'Pak Malin');
      const kept = async () =>
        (await links.listActive(sessionId)).map(({ role, label }) => [role, label]);
      expect(await kept()).toEqual([
        ['speaker', ''],
        ['listener', 'Uni Ros'],
        ['listener', 'Pak Malin'],
      ]);
      await links.revoke(sessionId, linkId, at(4));
      expect(await kept()).toHaveLength(2);
    });
  });

  describe('what a session leaves behind', () => {
    test('the latest answer counts, and every answer is kept', async () => {
      const consents = createConsentRepository(db.prisma);
      const { sessionId } = await aSession(db);
      const answer = (granted: boolean, minute: number, peerId = 'p') =>
        consents.add({
          consentId: newId(),
          sessionId,
          peerId,
          displayName: 'Sari',
          granted,
          textVersion: '1',
          addressHash: 'x',
          decidedAt: at(minute),
        });
      await answer(true, 1);
      await answer(false, 2);
      await answer(true, 3, 'q');
      expect(await consents.findLatest(sessionId, 'p')).toMatchObject({ granted: false });
      expect(await consents.findLatest(sessionId, 'nobody')).toBeUndefined();
      expect((await consents.list(sessionId)).map(({ granted }) => granted)).toEqual([
        true,
        false,
        true,
      ]);
    });

    test('a stay begins and ends once, also when both are told twice', async () => {
      const attendance = createAttendanceRepository(db.prisma);
      const { sessionId } = await aSession(db);
      const stay = { sessionId, peerId: 'p', displayName: '', role: 'listener' };
      const first = { ...stay, attendanceId: newId(), joinedAt: at(1) };
      const second = { ...stay, attendanceId: newId(), joinedAt: at(4) };
      await attendance.joined(first);
      await attendance.joined(first);
      await attendance.left(first.attendanceId, at(3));
      await attendance.left(first.attendanceId, at(9));
      await attendance.joined(second);
      await attendance.endAll(sessionId, at(8));
      expect(await attendance.list(sessionId)).toEqual([
        { ...first, leftAt: at(3) },
        { ...second, leftAt: at(8) },
      ]);
    });

    test('a failed recording waits again from the step that failed; a running one is stopped', async () => {
      const processing = createProcessingRepository(db.prisma);
      const session = await aSession(db);
      const { recordingId } = await addRecording(db, session, { state: 'failed' });
      const read = async () => (await processing.findBySession(session.sessionId))!;
      expect(await processing.cancel(recordingId)).toBe(false);
      expect(await processing.restart(recordingId)).toEqual({ revision: 1 });
      expect(await processing.restart(recordingId)).toBeUndefined();
      expect((await read()).steps).toMatchObject([
        { name: 'collect', state: 'done', progress: 1 },
        { name: 'remux', state: 'waiting', progress: 0, attempt: 0, error: undefined },
        { name: 'stems', state: 'waiting' },
      ]);
      expect(await processing.cancel(recordingId)).toBe(true);
      const stopped = await read();
      expect(stopped.state).toBe('cancelled');
      expect(stopped.steps.map(({ state }) => state)).toEqual([
        'done',
        'cancelled',
        'cancelled',
      ]);
      expect(await processing.listOpen()).toEqual([]);
    });

    test('an episode keeps the date of its first publication, and only public ones are listed', async () => {
      const episodes = createEpisodeRepository(db.prisma);
      const sessions = createSessionRepository(db.prisma);
      const session = await aSession(db);
      const { recordingId } = await addRecording(db, session, { state: 'ready' });
      const code = newCode();
      const { episodeId } = await db.prisma.episode.create({
        data: {
          episodeId: newId(),
          code,
          seriesId: session.series.seriesId,
          recordingId,
          guid: newId(),
          title: 'Bab 1',
          notes: '',
          mp3Key: 'episodes/1/audio.mp3',
          mp3Bytes: 10,
          chapters: [{ startMs: 0, title: 'Mulai', kind: 'start' }],
        },
      });
      const list = () => episodes.listPublished({ now: at(30), limit: 10 });
      expect(await list()).toEqual([]);
      expect(await episodes.publish(episodeId, at(10))).toMatchObject({
        state: 'published',
        publishedAt: at(10),
        sessionCode: session.code,
        mp3: { key: 'episodes/1/audio.mp3', bytes: 10 },
        m4a: undefined,
        chapters: [{ startMs: 0, title: 'Mulai', kind: 'start' }],
      });
      await sessions.goLive(session.sessionId, at(0));
      await sessions.end(session.sessionId, at(1));
      expect((await sessions.find(session.code))?.episodeCode).toBe(code);
      expect((await sessions.find(session.code))?.outcome).toBeUndefined();
      expect(await list()).toHaveLength(1);
      expect(await episodes.listPublished({ now: at(9), limit: 10 })).toEqual([]);
      await episodes.unpublish(episodeId);
      expect(await list()).toEqual([]);
      expect(await sessions.find(session.code)).toMatchObject({
        ...{ episodeCode: undefined, outcome: 'none' },
      });
      expect(await episodes.publish(episodeId, at(20))).toMatchObject({ publishedAt: at(10) });
      const change = { version: 0, title: 'Bab satu' };
      const changed = { title: 'Bab satu', notes: '', textVersion: 1 };
      expect(await episodes.update(episodeId, change)).toMatchObject(changed);
      expect(await episodes.update(episodeId, change)).toBeUndefined();
    });
  });
});
