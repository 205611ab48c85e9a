import type { Poll, PollAnswer, PollPlan } from '../../server/protocol/polls.ts';
import type { NamedNotice } from './room-view.ts';

/** What this page knows of the polls of its session. Replaced, never changed in place. */
export type PollsView = {
  /** Oldest first. */
  polls: readonly Poll[];
  /** This person's own, by poll. */
  answers: Readonly<Record<string, PollAnswer>>;
};

/** Before they were read. */
export const noPolls: PollsView = { polls: [], answers: {} };

/** The polls after one notice. What is older than what is known changes nothing. */
export function applyPollNotice(view: PollsView, { name, notice }: NamedNotice): PollsView {
  if (name === 'poll:changed') return withPoll(view, notice);
  if (name === 'poll:gone') {
    return { ...view, polls: view.polls.filter(({ pollId }) => pollId !== notice.pollId) };
  }
  if (name !== 'poll:counted') return view;
  const isNewer = ({ pollId, people }: Poll): boolean =>
    pollId === notice.pollId && people <= notice.people;
  return {
    ...view,
    polls: view.polls.map((poll) => (isNewer(poll) ? { ...poll, ...notice } : poll)),
  };
}

function withPoll(view: PollsView, poll: Poll): PollsView {
  const known = view.polls.find(({ pollId }) => pollId === poll.pollId);
  if (!known) return { ...view, polls: [...view.polls, poll] };
  if (known.version > poll.version) return view;
  return { ...view, polls: view.polls.map((one) => (one === known ? poll : one)) };
}

export function withAnswer(view: PollsView, pollId: string, answer: PollAnswer): PollsView {
  return { ...view, answers: { ...view.answers, [pollId]: answer } };
}

/** The poll that concerns the audience now: the open one, else the last whose result they are shown. */
export function currentPoll({ polls }: PollsView): Poll | undefined {
  return (
    polls.find(({ state }) => state === 'open') ??
    polls.findLast(({ state, tally }) => state === 'closed' && tally !== undefined)
  );
}

/** One line of a result. */
export type PollRow = {
  key: string;
  label: string;
  count: number;
  /** Of the people who answered, in whole percent. */
  percent: number;
  isHidden: boolean;
};

/** The result as lines: options and steps in their order, words by how many gave them. */
export function pollRows({ plan, tally, people }: Poll): PollRow[] {
  if (!tally) return [];
  const percentOf = (count: number) => (people === 0 ? 0 : Math.round((100 * count) / people));
  if (plan.kind === 'words') {
    return tally.words.map(({ word, ...rest }) => ({
      ...rest,
      label: word,
      percent: percentOf(rest.count),
    }));
  }
  return choicesOf(plan).map(({ value, label }, at) => {
    const count = tally.counts[at] ?? 0;
    return { key: `${value}`, label, count, percent: percentOf(count), isHidden: false };
  });
}

/** What can be chosen, with the number that stands for it in an answer. None for words. */
export function choicesOf(plan: PollPlan): { value: number; label: string }[] {
  if (plan.kind === 'words') return [];
  if (plan.kind !== 'scale') return plan.options.map((label, value) => ({ value, label }));
  return Array.from({ length: plan.to - plan.from + 1 }, (_, step) => {
    const value = plan.from + step;
    const meaning =
      value === plan.from ? plan.fromLabel : value === plan.to ? plan.toLabel : '';
    return { value, label: meaning ? `${value} – ${meaning}` : `${value}` };
  });
}

/** The mean of a scale's answers; undefined for other kinds and before the first answer. */
export function scaleMean({ plan, tally, people }: Poll): number | undefined {
  if (plan.kind !== 'scale' || !tally || people === 0) return undefined;
  const sum = tally.counts.reduce((total, count, at) => total + count * (plan.from + at), 0);
  return sum / people;
}
