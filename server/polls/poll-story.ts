import type { TimelineEntry } from '../../media/contract/timeline.ts';
import type { PollPlan } from '../protocol/polls.ts';
import type { StoredPoll } from './poll.ts';
import { shownTally, type PollResult } from './tally.ts';

/** What the timeline keeps of a poll's opening. */
export function openedEvent({ pollId, plan }: StoredPoll): TimelineEntry {
  return { type: 'poll.open', pollId, kind: plan.kind, question: plan.question };
}

/** What the timeline keeps of its result: no person, and no word that was taken off the list. */
export function resultEvent(poll: StoredPoll, { people, tally }: PollResult): TimelineEntry {
  const { pollId, plan, isShown } = poll;
  const { kind, question } = plan;
  const results = labelled(plan, { people, tally: shownTally(tally) });
  return { type: 'poll.result', pollId, kind, question, isShown, people, results };
}

/** Each option, step or word with the number of people who gave it. */
export function labelled(
  plan: PollPlan,
  { tally }: PollResult,
): { label: string; count: number }[] {
  if (plan.kind === 'words')
    return tally.words.map(({ word, count }) => ({ label: word, count }));
  return tally.counts.map((count, at) => ({ label: labelOf(plan, at), count }));
}

function labelOf(plan: Exclude<PollPlan, { kind: 'words' }>, at: number): string {
  if (plan.kind !== 'scale') return plan.options[at] ?? '';
  const step = plan.from + at;
  const meaning = step === plan.from ? plan.fromLabel : step === plan.to ? plan.toLabel : '';
  return meaning ? `${step} (${meaning})` : `${step}`;
}
