import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { pollLimits, type PollPlan } from '../protocol/polls.ts';
import type { PollRepository, StoredPoll } from './poll.ts';

type Draft = { plan: PollPlan; isShown: boolean };
type Seen = { pollId: string; version: number };

/** Writing polls down before they are asked, from the room or from the studio. */
export type PollDrafts = {
  /** Drafting again with the same id changes nothing. */
  draft(sessionId: string, draft: Draft & { pollId: string }): Promise<StoredPoll>;
  change(sessionId: string, change: Draft & Seen): Promise<StoredPoll>;
  delete(sessionId: string, seen: Seen): Promise<void>;
};

export function createPollDrafts({
  polls,
  clock,
}: {
  polls: PollRepository;
  clock: Clock;
}): PollDrafts {
  const getDraft = async (sessionId: string, { pollId, version }: Seen): Promise<void> => {
    const poll = (await polls.list(sessionId)).find((one) => one.pollId === pollId);
    if (!poll) throw new AppError('not-found', 'There is no such poll.');
    if (poll.state !== 'draft' || poll.version !== version) throw stale();
  };

  return {
    async draft(sessionId, { pollId, plan, isShown }) {
      const known = await polls.list(sessionId);
      const drafted = known.find((poll) => poll.pollId === pollId);
      if (drafted) return drafted;
      if (known.length >= pollLimits.polls) {
        throw new AppError('too-many', 'This session has as many polls as it can hold.');
      }
      const poll: StoredPoll = {
        ...{ pollId, sessionId, plan, isShown, version: 1, state: 'draft', hiddenWords: [] },
        ...{ createdAt: clock.now(), openedAt: undefined, closedAt: undefined },
      };
      await polls.create(poll);
      return poll;
    },
    async change(sessionId, { plan, isShown, ...seen }) {
      await getDraft(sessionId, seen);
      const changed = await polls.update(seen.pollId, seen.version, { plan, isShown });
      if (!changed) throw stale();
      return changed;
    },
    async delete(sessionId, seen) {
      await getDraft(sessionId, seen);
      if (!(await polls.deleteDraft(seen.pollId, seen.version))) throw stale();
    },
  };
}

/** Someone changed the poll meanwhile, or it is not what the asker thinks it is. */
export const stale = (): AppError =>
  new AppError('conflict', 'The poll has changed meanwhile. Look again.');
