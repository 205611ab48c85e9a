import type { TimelineEvent } from '../contract/timeline.ts';

type Told = Extract<TimelineEvent, { type: 'poll.result' }>;
export type PollResult = Pick<Told, 'question' | 'people' | 'results'>;

/** How the polls ended whose results the room was shown, in the order in which they were closed first. */
export function listPollResults(events: readonly TimelineEvent[]): PollResult[] {
  const last = new Map<string, Told>();
  for (const event of events) if (event.type === 'poll.result') last.set(event.pollId, event);
  return [...last.values()]
    .filter(({ isShown, people }) => isShown && people > 0)
    .map(({ question, people, results }) => ({ question, people, results }));
}
