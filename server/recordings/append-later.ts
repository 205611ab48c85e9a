import { readTimeline, TimelineLog, type Stamp } from '../../media/capture/timeline-log.ts';
import type { TimelineEntry, TimelineEvent } from '../../media/contract/timeline.ts';
import type { Clock } from '../platform/clock.ts';

/** Puts on a timeline that nobody writes any more what happened on it. Returns all of it. */
export async function appendLater(
  file: string,
  told: readonly { entry: TimelineEntry; at: Stamp }[],
  clock: Clock,
): Promise<TimelineEvent[]> {
  const timeline = await TimelineLog.open(file, clock);
  try {
    for (const { entry, at } of told) await timeline.append(entry, at);
  } finally {
    await timeline.close();
  }
  return (await readTimeline(file)).events;
}
