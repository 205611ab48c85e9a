import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createPracticeDesk } from '../../server/practices/practice-desk.ts';
import { createRoomSessions } from '../../server/sessions/room-sessions.ts';
import type { Session } from '../../server/sessions/session.ts';
import { createInvitationLinkRepository } from '../../server/store/invitation-link-repository.ts';
import { createPollRepository } from '../../server/store/poll-repository.ts';
import { createPracticeRecordingRepository } from '../../server/store/practice-recording-repository.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { createRundownRepository } from '../../server/store/rundown-repository.ts';
import { createSessionDeletionRepository } from '../../server/store/session-deletion-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { aPoll, pollPlans } from '../support/a-poll.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { databases } from '../support/databases.ts';
import { aSession, emptyTables } from '../support/stored.ts';

/** As a hub that starts takes them to be. */
const left = { seenBefore: new Date(0), own: true };
const day = (number: number) => new Date(Date.UTC(2026, 10, number, 12));

describe.each(databases)('practices on $name', ({ open }) => {
  const scope = new Scope('practices', silentLog);
  let db: Database;
  let real: Session;
  beforeAll(async () => {
    db = await open(scope);
  });
  beforeEach(async () => {
    await emptyTables(db);
    real = await aSession(db, { startsAt: day(20) });
  });
  afterAll(() => scope.close('done'));

  const repositories = () => ({
    links: createInvitationLinkRepository(db.prisma),
    sessions: createSessionRepository(db.prisma),
    questions: createQuestionRepository(db.prisma),
  });
  const practise = () => {
    const ids = { sessionId: newId(), code: newId().slice(0, 11), openedAt: day(19) };
    return repositories().sessions.createPractice(real, ids);
  };

  test('a practice is live, locked and in no list; a session has one at most', async () => {
    const { sessions } = repositories();
    const { sessionId, code } = real;
    real = await sessions.update(sessionId, { broadcast: true });
    const practice = await practise();
    expect(practice).toMatchObject({ state: 'live', practiceOf: { sessionId, code } });
    expect(practice.broadcast).toBe(true);
    expect(practice.lockedAt).toEqual(day(19));
    expect(await sessions.findPractice(sessionId)).toEqual(practice);
    expect((await sessions.listOpen(day(1))).map((one) => one.code)).toEqual([code]);
    const ofSeries = await sessions.listOfSeries(real.series.seriesId);
    expect(ofSeries.map((one) => one.code)).toEqual([code]);
    await expect(practise()).rejects.toMatchObject({ code: 'conflict' });
  });

  test('opened by several at once, in the room and from the studio, it is the same one for all', async () => {
    const { sessions, links } = repositories();
    const clock = { now: () => day(19) };
    const desk = createPracticeDesk({ sessions, clock });
    const room = createRoomSessions(sessions, links);
    const opened = await Promise.all([
      ...[desk.open(real), room.openPractice(real.sessionId, day(19))],
      ...[desk.open(real), room.openPractice(real.sessionId, day(19))],
    ]);
    expect(new Set(opened.map(({ code }) => code)).size).toBe(1);
    expect(await sessions.findPractice(real.sessionId)).toMatchObject({
      code: opened[0]!.code,
    });
  });

  test('its drafted polls and its rundown are copies: what is done to them stays in the practice', async () => {
    const { sessions } = repositories();
    const polls = createPollRepository(db.prisma);
    const rundowns = createRundownRepository(db.prisma);
    const draft = aPoll(real.sessionId, { isShown: false });
    const asked = aPoll(real.sessionId, {
      ...{ state: 'closed', plan: pollPlans.words, createdAt: day(24) },
    });
    for (const poll of [draft, asked]) await polls.create(poll);
    const items = [{ itemId: newId(), title: 'Pembukaan', minutes: 5 }];
    const isShown = false;
    const rundown = {
      sessionId: real.sessionId,
      version: 1,
      items,
      isShown,
      current: undefined,
    };
    await rundowns.save(rundown);

    const { sessionId } = await practise();
    const [copy, ...others] = await polls.list(sessionId);
    const { pollId } = copy!;
    expect(others).toEqual([]);
    expect(copy).toEqual({ ...draft, pollId, sessionId });
    expect(pollId).not.toBe(draft.pollId);
    expect(await rundowns.find(sessionId)).toEqual({ ...rundown, sessionId });

    await polls.update(pollId, 1, { state: 'open', openedAt: day(19) });
    const answer = { choices: [1] };
    await polls.answer([{ pollId, personKey: 'ani', answer, answeredAt: day(19) }]);
    await rundowns.save({
      ...{ sessionId, version: 2, items, isShown },
      current: { itemId: items[0]!.itemId, since: day(19) },
    });
    await sessions.deletePractice(sessionId);
    expect(await db.prisma.pollAnswer.count()).toBe(0);
    expect(await polls.list(real.sessionId)).toEqual([draft, asked]);
    expect(await rundowns.find(real.sessionId)).toEqual(rundown);
  });

  test('deleted, it leaves nothing, and the session it was for is as it was', async () => {
    const { sessions, questions } = repositories();
    const { sessionId } = await practise();
    await questions.add(aStoredQuestion({ sessionId }));
    const stay = { sessionId, peerId: 'p', displayName: 'Rina', role: 'host' };
    await db.prisma.attendance.create({
      data: { ...stay, attendanceId: newId(), joinedAt: day(19) },
    });
    await sessions.deletePractice(real.sessionId);
    await sessions.deletePractice(sessionId);
    expect(await db.prisma.question.count()).toBe(0);
    expect(await db.prisma.attendance.count()).toBe(0);
    expect(await sessions.findPractice(real.sessionId)).toBeUndefined();
    expect(await sessions.findById(real.sessionId)).toEqual(real);

    const again = await practise();
    await sessions.deletePractices(left);
    expect(await sessions.findById(again.sessionId)).toBeUndefined();
    expect(await sessions.findById(real.sessionId)).toEqual(real);
  });

  test('those of another hub are left alone while that hub is seen', async () => {
    const here = createSessionRepository(db.prisma, 'here');
    const there = createSessionRepository(db.prisma, 'there');
    const ids = { sessionId: newId(), code: newId().slice(0, 11), openedAt: day(18) };
    const { sessionId } = await there.createPractice(real, ids);
    await here.seePractices(day(20));
    const starting = { seenBefore: day(18), own: true };
    await here.deletePractices(starting);
    expect(await here.listPractices(starting)).toEqual([]);
    expect(await there.findById(sessionId)).toBeDefined();

    const later = { seenBefore: day(19), own: false };
    expect(await here.listPractices(later)).toHaveLength(1);
    await there.seePractices(day(19));
    expect(await here.listPractices(later)).toEqual([]);
    // Its own start takes it for left, and nothing else does.
    expect(await there.listPractices({ ...later, seenBefore: day(20) })).toEqual([]);
    expect(await there.listPractices(starting)).toHaveLength(1);
    await here.deletePractices({ ...later, seenBefore: day(20) });
    expect(await there.findById(sessionId)).toBeUndefined();
  });

  test('recorded, only its recording stays, and another practice may begin', async () => {
    const { sessions, questions } = repositories();
    const { sessionId, code } = await practise();
    await questions.add(aStoredQuestion({ sessionId }));
    await createPollRepository(db.prisma).create(aPoll(sessionId));
    const by = { peerId: 'rina', displayName: 'Rina', role: 'host' };
    await db.prisma.attendance.create({
      data: { ...by, sessionId, attendanceId: newId(), joinedAt: day(19) },
    });
    const recording = { recordingId: newId(), sessionId, startedAt: day(19) };
    await db.prisma.recording.create({ data: recording });
    await db.prisma.take.create({
      data: {
        ...{ recordingId: recording.recordingId, takeId: newId(), startedAt: day(19) },
        ...{ peerId: 'rina', displayName: 'Rina', kind: 'audio', source: 'microphone' },
        codec: 'opus',
      },
    });
    await sessions.deletePractices(left);
    expect((await sessions.listPractices(left)).map((one) => one.code)).toEqual([code]);

    await sessions.end(sessionId, day(19));
    const kept = await sessions.keepPractice(sessionId, day(20));
    expect(kept).toMatchObject({ practiceOf: { code: real.code }, keptUntil: day(20) });
    expect(await db.prisma.question.count()).toBe(0);
    expect(await db.prisma.poll.count()).toBe(0);
    expect(await db.prisma.attendance.count()).toBe(0);
    const another = await practise();
    await sessions.deletePractice(sessionId);
    await sessions.deletePractices(left);
    expect(await sessions.findById(another.sessionId)).toBeUndefined();
    const ofSeries = await sessions.listOfSeries(real.series.seriesId);
    expect(ofSeries.map((one) => one.code)).toEqual([real.code]);

    const practices = createPracticeRecordingRepository(db.prisma);
    const [listed, ...others] = await practices.listOf(real.sessionId);
    expect(others).toEqual([]);
    expect(listed).toEqual({
      ...{ sessionId, code, keptUntil: day(20), startedAt: day(19) },
      recording: { recordingId: recording.recordingId, state: 'recording' },
      names: new Map([['rina', 'Rina']]),
    });
    expect(await practices.listDue(day(19))).toEqual([]);
    expect(await practices.listDue(day(20))).toEqual([listed]);
    await practices.delete(real.sessionId);
    await practices.delete(sessionId);
    expect(await db.prisma.recording.count()).toBe(0);
    expect(await sessions.findById(real.sessionId)).toEqual(real);
  });

  test('a practice takes no deferred questions, and defers none', async () => {
    const { questions } = repositories();
    const { seriesId } = real.series;
    const before = await aSession(db, { seriesId, startsAt: day(13) });
    await aSession(db, { seriesId, startsAt: day(27) });
    const { sessionId } = before;
    const deferred = aStoredQuestion({ sessionId, state: 'deferred' });
    await questions.add(deferred);
    const practice = await practise();
    expect(await questions.listDeferredTo(practice.sessionId)).toEqual([]);
    expect(await questions.findNextSession(practice.sessionId)).toBeUndefined();
    const carried = await questions.listDeferredTo(real.sessionId);
    expect(carried.map(({ questionId }) => questionId)).toEqual([deferred.questionId]);
  });

  test('goes with its session', async () => {
    const practice = await practise();
    const { sessions } = repositories();
    const deletions = createSessionDeletionRepository(db.prisma);
    const deed = { by: 'Ani', at: day(20) };
    expect(await deletions.delete(real.sessionId, deed)).toBe(true);
    expect(await sessions.findById(practice.sessionId)).toBeUndefined();
  });
});
