import type { TimelineEvent } from '../contract/timeline.ts';

/** What the host marked while it was being recorded, on the session clock. */
export function listMarks(
  events: readonly TimelineEvent[],
  zeroUs: number,
): { atMs: number; title: string }[] {
  return events
    .filter((event) => event.type === 'mark')
    .map(({ monoUs, title }) => ({ atMs: Math.round((monoUs - zeroUs) / 1_000), title }))
    .filter(({ atMs }) => atMs >= 0);
}
