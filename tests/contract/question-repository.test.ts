import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import type { SessionState } from '../../server/protocol/words.ts';
import type { QuestionRepository, StoredQuestion } from '../../server/questions/question.ts';
import { toSessionInfo } from '../../server/sessions/session.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { aStoredQuestion, aStoredReply } from '../support/a-stored-question.ts';
import { databases } from '../support/databases.ts';
import { memoryQuestions } from '../support/memory-questions.ts';
import { aSeries, aSession, emptyTables } from '../support/stored.ts';

const day = (number: number) => new Date(Date.UTC(2026, 11, number, 12));
const at = day(1);

/** Sessions of one series for the repository under test, by the day they start. */
type Sessions = (days: Record<number, SessionState>) => Promise<Record<number, string>>;
type Opened = { repository: QuestionRepository; sessions: Sessions };

const memory = (): Promise<() => Promise<Opened>> => {
  const open = (): Promise<Opened> => {
    const stored = new Map<string, SessionInfo>();
    const sessions: Sessions = (days) => {
      const ids = Object.entries(days).map(([number, state]) => {
        const sessionId = `session-${number}`;
        const startsAt = day(Number(number)).toISOString();
        stored.set(sessionId, {
          ...{ sessionId, code: sessionId, title: 'Bab', description: '', startsAt, state },
          ...{ seriesTitle: 'Klub', seriesSlug: 'klub', plannedMinutes: 60 },
        });
        return [number, sessionId];
      });
      return Promise.resolve(Object.fromEntries(ids) as Record<number, string>);
    };
    return Promise.resolve({ repository: memoryQuestions(stored), sessions });
  };
  return Promise.resolve(open);
};

const inDatabase =
  (openIt: (scope: Scope) => Promise<Database>) =>
  async (scope: Scope): Promise<() => Promise<Opened>> => {
    const db = await openIt(scope);
    return async () => {
      await emptyTables(db);
      const { seriesId } = await aSeries(db);
      const stored = createSessionRepository(db.prisma);
      const sessions: Sessions = async (days) => {
        const made: Record<number, string> = {};
        for (const [number, state] of Object.entries(days)) {
          const startsAt = day(Number(number));
          const session = toSessionInfo(await aSession(db, { seriesId, startsAt }));
          if (state !== 'scheduled') await stored.goLive(session.sessionId, startsAt);
          if (state === 'ended') await stored.end(session.sessionId, startsAt);
          made[Number(number)] = session.sessionId;
        }
        return made;
      };
      return { repository: createQuestionRepository(db.prisma), sessions };
    };
  };

describe.each([
  { name: 'memory', prepare: memory },
  ...databases.map(({ name, open }) => ({ name, prepare: inDatabase(open) })),
])('questions in $name', ({ prepare }) => {
  const scope = new Scope('questions', silentLog);
  let open: () => Promise<Opened>;
  let repository: QuestionRepository;
  let sessions: Sessions;
  /** The session that most tests need. */
  let sessionId: string;
  beforeAll(async () => {
    open = await prepare(scope);
  });
  beforeEach(async () => {
    ({ repository, sessions } = await open());
    sessionId = (await sessions({ 10: 'live' }))[10]!;
  });
  afterAll(() => scope.close('done'));

  const add = async (overrides: Partial<StoredQuestion> = {}): Promise<StoredQuestion> => {
    const question = aStoredQuestion({ sessionId, ...overrides });
    await repository.add(question);
    return question;
  };
  const stored = async (ofSession = sessionId) => (await repository.load(ofSession)).questions;
  const conflict = expect.objectContaining({ code: 'conflict' }) as Error;

  test('a session that nobody has asked in is empty', async () => {
    expect(await repository.load(sessionId)).toEqual({
      ...{ settings: undefined, questions: [], votes: [], muted: [] },
    });
  });

  test('a question comes back as it was stored, in the order received', async () => {
    const second = await add({
      number: 2,
      askedAtMs: undefined,
      askerSessionId: 'earlier',
      labels: ['buku', 'anak'],
    });
    const first = await add({
      ...{ originalText: 'Gmn?', queueRank: -1.5, isPinned: true, isHeld: true },
      ...{ dismissReason: 'no-time', answeredBy: 'Rina', answerStartMs: 5, answerEndMs: 9 },
      ...{ state: 'merged', mergedIntoId: second.questionId, stateBefore: 'queued' },
      history: [
        { state: 'pending', at: day(2), atMs: undefined },
        { state: 'merged', at: day(3), atMs: 77 },
      ],
      replies: [aStoredReply({ isPrivate: true }), aStoredReply({ answeredAt: day(9) })],
    });
    expect(await stored()).toEqual([first, second]);
  });

  test('what was answered in writing, for all, since a moment', async () => {
    const replied = (number: number, reply: Parameters<typeof aStoredReply>[0]) =>
      add({ number, state: 'answered', replies: [aStoredReply(reply)] });
    await replied(1, { answeredAt: day(4) });
    const late = await replied(2, { answeredAt: day(6) });
    await replied(3, { answeredAt: day(6), isPrivate: true });
    await add({ number: 4, replies: [aStoredReply({ answeredAt: day(6) })] });
    expect(await repository.listAnsweredSince(late.sessionId, day(5))).toEqual([late]);
    expect(await repository.listAnsweredSince(late.sessionId, day(6))).toEqual([]);
  });

  test('an id, a number and what is carried on are each taken once', async () => {
    const { questionId } = await add();
    await expect(add({ questionId, number: 2 })).rejects.toEqual(conflict);
    await expect(add({ number: 1 })).rejects.toEqual(conflict);
    await add({ number: 2, carriedFromId: questionId });
    await expect(add({ number: 3, carriedFromId: questionId })).rejects.toEqual(conflict);
    expect(await stored()).toHaveLength(2);
    expect(await repository.isCarried(questionId)).toBe(true);
    expect(await repository.isCarried('another')).toBe(false);
  });

  test('what is saved follows upon what is stored, all or nothing', async () => {
    const [one, two] = [await add(), await add({ number: 2 })];
    const answered = {
      ...{ ...one, state: 'answered' as const, version: 2, queueRank: undefined },
      replies: [aStoredReply({})],
    };
    await repository.save([answered]);
    expect(await stored()).toEqual([answered, two]);
    const [next, stale] = [
      { ...two, version: 2, text: 'Lain' },
      { ...answered, version: 2, text: 'Terlambat' },
    ];
    await expect(repository.save([next, stale])).rejects.toEqual(conflict);
    expect(await stored()).toEqual([answered, two]);
    const again = {
      ...answered,
      version: 3,
      replies: [...answered.replies, aStoredReply({ answeredAt: day(2) })],
    };
    await repository.save([again]);
    expect((await stored())[0]).toEqual(again);
  });

  test('votes are counted once, taken back, and safe to repeat', async () => {
    const { questionId } = await add();
    const ballot = (personKey: string, isFor = true) => ({ questionId, personKey, isFor });
    await repository.vote([ballot('siti'), ballot('budi')], at);
    await repository.vote([ballot('siti'), ballot('ani'), ballot('budi', false)], at);
    await repository.vote([ballot('nobody', false)], at);
    const { votes } = await repository.load(sessionId);
    expect(votes.map(({ personKey }) => personKey).sort()).toEqual(['ani', 'siti']);
    expect(votes[0]?.questionId).toBe(questionId);
  });

  test('a deleted question takes votes and replies along; others are saved with it', async () => {
    const [gone, child] = [
      await add({ replies: [aStoredReply({})] }),
      await add({ number: 2, state: 'merged' }),
    ];
    const { questionId } = gone;
    await repository.vote([{ questionId, personKey: 'budi', isFor: true }], at);
    const released = { ...child, state: 'open' as const, version: 2 };
    await expect(repository.delete(gone, [{ ...released, version: 5 }])).rejects.toEqual(
      conflict,
    );
    expect(await stored()).toHaveLength(2);
    await repository.delete(gone, [released]);
    await repository.delete(gone, []);
    expect(await repository.load(sessionId)).toMatchObject({
      questions: [released],
      votes: [],
    });
  });

  test('settings and who is muted are kept', async () => {
    const settings = {
      ...{ isOpen: false, preModeration: true, askerMode: 'anonymous' as const },
      heldWords: ['pantek'],
    };
    await repository.saveSettings(sessionId, settings);
    await repository.saveSettings(sessionId, { ...settings, isOpen: true });
    for (const key of ['siti', 'siti', 'budi']) await repository.setMuted(sessionId, key, true);
    await repository.setMuted(sessionId, 'budi', false);
    await repository.setMuted(sessionId, 'budi', false);
    const board = await repository.load(sessionId);
    expect(board.settings).toEqual({ ...settings, isOpen: true });
    expect(board.muted).toEqual(['siti']);
  });

  test.each([
    { days: { 1: 'live', 8: 'scheduled', 15: 'scheduled' }, next: 8 },
    { days: { 1: 'live', 5: 'ended', 8: 'scheduled' }, next: 8 },
    { days: { 1: 'live', 3: 'live' }, next: 3 },
    { days: { 1: 'live', 8: 'ended' }, next: undefined },
  ] as const)('deferred on day 1 of $days goes to day $next', async ({ days, next }) => {
    // Day 10, which is live, is there in each. What has ended takes nothing over.
    const ids = await sessions({ ...days });
    const deferred = await add({ sessionId: ids[1]!, state: 'deferred' });
    await add({ sessionId: ids[1]!, number: 2 });
    const expected = next ?? 10;
    const states = { ...days, 10: 'live' };
    for (const [number, id] of Object.entries({ ...ids, 10: sessionId })) {
      if (states[Number(number) as keyof typeof states] === 'ended') continue;
      const taken = await repository.listDeferredTo(id);
      expect([number, taken]).toEqual([number, Number(number) === expected ? [deferred] : []]);
    }
    const target = await repository.findNextSession(ids[1]!);
    expect(target?.startsAt).toBe(day(expected).toISOString());
    const { questionId } = deferred;
    const takerId = next ? ids[next]! : sessionId;
    await add({ sessionId: takerId, carriedFromId: questionId });
    expect(await repository.listDeferredTo(takerId)).toEqual([]);
  });

  test('an answer that was going on when its session ended has ended with it', async () => {
    const ended = (await sessions({ 3: 'ended' }))[3]!;
    await add({ state: 'answering' });
    await add({ sessionId: ended, state: 'answering' });
    await add({ sessionId: ended, state: 'queued', number: 2 });
    await repository.endAnswers();
    await repository.endAnswers();
    expect((await stored()).map(({ state }) => state)).toEqual(['answering']);
    const [answered, queued] = await stored(ended);
    expect([answered?.state, answered?.version, queued?.state]).toEqual([
      'answered',
      2,
      'queued',
    ]);
    expect(answered?.history.at(-1)?.state).toBe('answered');
  });
});
