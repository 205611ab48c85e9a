import type { Poll, PollAnswer, PollPlan, PollState } from '../protocol/polls.ts';
import { shownTally, type PollResult } from './tally.ts';

/** A poll of a session, as it is stored. */
export type StoredPoll = {
  pollId: string;
  sessionId: string;
  version: number;
  state: PollState;
  plan: PollPlan;
  isShown: boolean;
  /** Keys of words that a moderator took off the list. */
  hiddenWords: string[];
  createdAt: Date;
  /** When it was last opened and closed. */
  openedAt: Date | undefined;
  closedAt: Date | undefined;
};

/** One person's answer. Who it was is a keyed hash, which stands in no payload and no export. */
export type StoredAnswer = {
  pollId: string;
  personKey: string;
  answer: PollAnswer;
  answeredAt: Date;
};

export type PollChange = Partial<
  Pick<StoredPoll, 'state' | 'plan' | 'isShown' | 'hiddenWords' | 'openedAt' | 'closedAt'>
>;

export type PollRepository = {
  /** Oldest first. */
  list(sessionId: string): Promise<StoredPoll[]>;
  /** Throws `conflict` when the id is taken. */
  create(poll: StoredPoll): Promise<void>;
  /** The poll as it then is, one version up; undefined when its version is another by now. */
  update(pollId: string, version: number, change: PollChange): Promise<StoredPoll | undefined>;
  /** False when it is no draft of that version. */
  deleteDraft(pollId: string, version: number): Promise<boolean>;
  /** All or none, one a person. An answer takes the place of the same person's earlier one. */
  answer(answers: readonly StoredAnswer[]): Promise<void>;
  /** Those to all polls of the session, oldest first. */
  listAnswers(sessionId: string): Promise<StoredAnswer[]>;
};

/** The poll as hosts and moderators see it. */
export function forStaff(poll: StoredPoll, { people, tally }: PollResult): Poll {
  const { pollId, version, state, plan, isShown } = poll;
  return { pollId, version, state, plan, isShown, people, tally };
}

/** The poll as everyone else sees it; undefined while they may not know of it. */
export function forAudience(poll: StoredPoll, result: PollResult): Poll | undefined {
  if (poll.state === 'draft') return undefined;
  const { tally, ...rest } = forStaff(poll, result);
  return poll.isShown && tally ? { ...rest, tally: shownTally(tally) } : rest;
}
