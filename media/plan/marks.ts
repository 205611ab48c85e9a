import type { TimelineEvent } from '../contract/timeline.ts';

/** What the host marked while it was being recorded, on the session clock, with the titles given last. */
export function listMarks(
  events: readonly TimelineEvent[],
  zeroUs: number,
): { atMs: number; title: string }[] {
  const marks = new Map<string, { atMs: number; title: string }>();
  for (const event of events) {
    if (event.type === 'mark') {
      // Older timelines have marks without ids: nobody could rename them.
      const key = event.markId ?? `seq ${event.seq}`;
      const atMs = Math.round((event.monoUs - zeroUs) / 1_000) - (event.heldMs ?? 0);
      if (!marks.has(key)) marks.set(key, { atMs, title: event.title });
    } else if (event.type === 'mark.rename') {
      const mark = marks.get(event.markId);
      if (mark) mark.title = event.title;
    } else if (event.type === 'mark.remove') marks.delete(event.markId);
  }
  return [...marks.values()].filter(({ atMs }) => atMs >= 0);
}
