import { toCsv } from '../platform/csv.ts';
import type { PollEntry } from './poll-ledger.ts';
import { labelled } from './poll-story.ts';
import { tallyOf } from './tally.ts';

/** Polls with their results, for whoever has an account here. Who answered what is not in it. */
export type PollExport = {
  question: string;
  kind: string;
  state: string;
  openedAt: string | undefined;
  closedAt: string | undefined;
  /** How many answered. */
  people: number;
  results: { label: string; count: number; isHidden: boolean }[];
}[];

export function exportPolls(entries: readonly PollEntry[]): PollExport {
  return entries
    .filter(({ poll }) => poll.state !== 'draft')
    .map((entry) => {
      const { plan, state, openedAt, closedAt, hiddenWords } = entry.poll;
      const { answers } = entry;
      const result = tallyOf(plan, hiddenWords, answers.values(), { listedWords: Infinity });
      const results = labelled(plan, result).map((one, at) => ({
        ...one,
        isHidden: result.tally.words[at]?.isHidden ?? false,
      }));
      return {
        ...{ question: plan.question, kind: plan.kind, state },
        ...{ openedAt: openedAt?.toISOString(), closedAt: closedAt?.toISOString() },
        ...{ people: result.people, results },
      };
    });
}

const head = [
  ...['question', 'kind', 'state', 'opened_at', 'closed_at', 'people'],
  ...['answer', 'count', 'percent_of_people', 'hidden'],
];

/** One row for each option, step or word. */
export function exportPollsCsv(entries: readonly PollEntry[]): string {
  const rows = exportPolls(entries).flatMap((poll) => {
    const { question, kind, state, openedAt = '', closedAt = '', people } = poll;
    return poll.results.map(({ label, count, isHidden }) => [
      ...[question, kind, state, openedAt, closedAt, people],
      ...[label, count, percentOf(count, people), isHidden ? 'yes' : 'no'],
    ]);
  });
  return toCsv([head, ...rows]);
}

/** To one decimal. */
const percentOf = (count: number, people: number): number =>
  people === 0 ? 0 : Math.round((1000 * count) / people) / 10;
