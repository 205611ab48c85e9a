import { AppError } from '../../server/platform/app-error.ts';
import type { PollRepository, StoredAnswer, StoredPoll } from '../../server/polls/poll.ts';

/** Polls kept in memory. What is counted here is how often it was asked to write answers. */
export function memoryPolls() {
  const stored = new Map<string, StoredPoll>();
  const answers = new Map<string, StoredAnswer>();
  const state = { isAway: false, writes: 0 };
  const reach = (): Promise<void> =>
    state.isAway
      ? Promise.reject(new AppError('unavailable', 'The database is away.'))
      : Promise.resolve();
  return {
    stored,
    answers,
    state,
    async list(sessionId) {
      await reach();
      return [...stored.values()]
        .filter((poll) => poll.sessionId === sessionId)
        .sort(
          (a, b) =>
            a.createdAt.getTime() - b.createdAt.getTime() || a.pollId.localeCompare(b.pollId),
        );
    },
    async create(poll) {
      await reach();
      if (stored.has(poll.pollId)) throw new AppError('conflict', 'This exists already.');
      stored.set(poll.pollId, poll);
    },
    async update(pollId, version, change) {
      await reach();
      const poll = stored.get(pollId);
      if (poll?.version !== version) return undefined;
      const changed = { ...poll, ...change, version: version + 1 };
      stored.set(pollId, changed);
      return changed;
    },
    async deleteDraft(pollId, version) {
      await reach();
      const poll = stored.get(pollId);
      return poll?.version === version && poll.state === 'draft' && stored.delete(pollId);
    },
    async answer(given) {
      await reach();
      state.writes += 1;
      for (const one of given) answers.set(`${one.pollId} ${one.personKey}`, one);
    },
    async listAnswers(sessionId) {
      await reach();
      return [...answers.values()]
        .filter(({ pollId }) => stored.get(pollId)?.sessionId === sessionId)
        .sort(
          (a, b) =>
            a.answeredAt.getTime() - b.answeredAt.getTime() ||
            a.personKey.localeCompare(b.personKey),
        );
    },
  } satisfies PollRepository & Record<string, unknown>;
}
