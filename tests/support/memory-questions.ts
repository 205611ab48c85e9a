import { AppError } from '../../server/platform/app-error.ts';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import type {
  QuestionRepository,
  StoredQuestion,
  StoredSettings,
} from '../../server/questions/question.ts';

/** Questions kept in memory, for as long as a test's hub lives or longer. `sessions` by id. */
export function memoryQuestions(sessions: ReadonlyMap<string, SessionInfo>) {
  const questions = new Map<string, StoredQuestion>();
  const votes = new Map<string, Set<string>>();
  const settings = new Map<string, StoredSettings>();
  const muted = new Map<string, Set<string>>();
  const all = { isAway: false, writes: 0 };

  /** Runs a change as a database would: all or nothing, later, and not at all while it is away. */
  const write = async (change: () => void): Promise<void> => {
    await Promise.resolve();
    if (all.isAway) throw new AppError('unavailable', 'The database is away.');
    all.writes += 1;
    change();
  };
  const checkVersions = (saved: readonly StoredQuestion[]): void => {
    for (const { questionId, version } of saved) {
      if (questions.get(questionId)?.version === version - 1) continue;
      throw new AppError('conflict', 'The question has changed meanwhile.');
    }
  };
  const put = (question: StoredQuestion): void =>
    void questions.set(question.questionId, structuredClone(question));
  const ofSession = (sessionId: string): StoredQuestion[] =>
    [...questions.values()]
      .filter((question) => question.sessionId === sessionId)
      .sort((a, b) => a.number - b.number);
  const ofSeries = (sessionId: string): SessionInfo[] => {
    const slug = sessions.get(sessionId)?.seriesSlug;
    return [...sessions.values()]
      .filter(({ seriesSlug }) => seriesSlug === slug)
      .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  };
  const startOf = (sessionId: string): number =>
    Date.parse(sessions.get(sessionId)?.startsAt ?? '');
  const isCarried = (questionId: string): boolean =>
    [...questions.values()].some(({ carriedFromId }) => carriedFromId === questionId);

  const repository: QuestionRepository = {
    load: (sessionId) =>
      Promise.resolve({
        settings: settings.get(sessionId),
        questions: structuredClone(ofSession(sessionId)),
        votes: ofSession(sessionId).flatMap(({ questionId }) =>
          [...(votes.get(questionId) ?? [])].map((personKey) => ({ questionId, personKey })),
        ),
        muted: [...(muted.get(sessionId) ?? [])],
      }),
    add: (question) =>
      write(() => {
        const { questionId, sessionId, number, carriedFromId } = question;
        const isTaken =
          questions.has(questionId) ||
          ofSession(sessionId).some((each) => each.number === number) ||
          (carriedFromId !== undefined && isCarried(carriedFromId));
        if (isTaken) throw new AppError('conflict', 'This exists already.');
        put(question);
      }),
    save: (saved) =>
      write(() => {
        checkVersions(saved);
        saved.forEach(put);
      }),
    delete: ({ questionId }, saved) =>
      write(() => {
        checkVersions(saved);
        saved.forEach(put);
        questions.delete(questionId);
        votes.delete(questionId);
      }),
    vote: (ballots) =>
      write(() => {
        for (const { questionId, personKey, isFor } of ballots) {
          const voters = votes.get(questionId) ?? new Set();
          votes.set(questionId, voters);
          if (isFor) voters.add(personKey);
          else voters.delete(personKey);
        }
      }),
    saveSettings: (sessionId, changed) =>
      write(() => settings.set(sessionId, structuredClone(changed))),
    setMuted: (sessionId, askerKey, isMuted) =>
      write(() => {
        const keys = muted.get(sessionId) ?? new Set();
        muted.set(sessionId, keys);
        if (isMuted) keys.add(askerKey);
        else keys.delete(askerKey);
      }),
    findNextSession(sessionId) {
      const next = ofSeries(sessionId).find(
        (each) => Date.parse(each.startsAt) > startOf(sessionId) && each.state !== 'ended',
      );
      const { code = '', title = '', startsAt = '' } = next ?? {};
      return Promise.resolve(next && { code, title, startsAt });
    },
    listDeferredTo(sessionId) {
      const earlier = ofSeries(sessionId).filter(
        (each) => Date.parse(each.startsAt) < startOf(sessionId),
      );
      const last = earlier.findLastIndex(({ state }) => state !== 'ended');
      const deferred = earlier
        .slice(Math.max(0, last))
        .flatMap((each) => ofSession(each.sessionId))
        .filter(({ state, questionId }) => state === 'deferred' && !isCarried(questionId));
      return Promise.resolve(structuredClone(deferred));
    },
    isCarried: (questionId) => Promise.resolve(isCarried(questionId)),
    listAnsweredSince: (sessionId, since) =>
      Promise.resolve(
        structuredClone(ofSession(sessionId)).filter(
          ({ state, replies }) =>
            state === 'answered' &&
            replies.some(({ isPrivate, answeredAt }) => !isPrivate && answeredAt > since),
        ),
      ),
    endAnswers: () =>
      write(() => {
        for (const question of questions.values()) {
          if (question.state !== 'answering') continue;
          if (sessions.get(question.sessionId)?.state !== 'ended') continue;
          const { version, history, askedAt: at } = question;
          const ended = { state: 'answered', at, atMs: undefined } as const;
          const changed = { state: ended.state, version: version + 1 };
          put({ ...question, ...changed, history: [...history, ended] });
        }
      }),
  };
  return {
    ...repository,
    setAway: (isAway: boolean) => void (all.isAway = isAway),
    /** How many writes there were. */
    writes: () => all.writes,
    /** Everything, as text: for tests that look for what must not be in there. */
    dump: () =>
      JSON.stringify([[...questions.values()], [...votes].map(([id, v]) => [id, [...v]])]),
    votesFor: (questionId: string) => votes.get(questionId)?.size ?? 0,
    find: (questionId: string) => questions.get(questionId),
  };
}
