import { AppError } from '../../server/platform/app-error.ts';
import type { Clock } from '../../server/platform/clock.ts';
import { probeTake } from '../capture/probe-take.ts';
import type { TakeMeta } from '../capture/rtp-log.ts';
import { tellStory } from '../capture/session-story.ts';
import { listStrayTakes } from '../capture/timeline-damage.ts';
import { readTimeline, TimelineLog, type Stamp } from '../capture/timeline-log.ts';
import type { recordingFiles } from '../contract/recording-files.ts';
import type { TimelineEntry, TimelineEvent } from '../contract/timeline.ts';

type Files = ReturnType<typeof recordingFiles>;
/** When its first and its last packet came. CLOCK_MONOTONIC in µs. */
type Span = { meta: TakeMeta; fromUs: number; toUs: number };

/**
 * Puts a take back on the timeline of a recording that is over, by what its own log says: from its first packet to its last. Where
 * the timeline has lost that it was on at its beginning, it was from the first packet of all such takes. Whether the person was muted, or said no
 * to being recorded, on a line that is lost, nobody knows but they.
 *
 * Returns all of the timeline. Throws `not-found` when there is no such take, and `conflict` while the recording goes on.
 */
export async function restoreTake(
  files: Files,
  { takeId, displayName }: { takeId: string; displayName: string },
  clock: Clock,
): Promise<TimelineEvent[]> {
  const { events } = await readTimeline(files.timeline);
  if (!events.some(({ type }) => type === 'session.end')) {
    throw new AppError('conflict', 'The recording has no end yet: start Serambi once.');
  }
  const spans = await listSpans(files);
  const { ranges, refusedPeers } = tellStory(events);
  const span = spans.find(({ meta }) => meta.takeId === takeId);
  if (!span || refusedPeers.has(span.meta.peerId)) {
    throw new AppError('not-found', `There is no take ${takeId} that the timeline has lost.`);
  }
  const { peerId, kind, source, codec, producerId } = span.meta;
  const start = {
    type: 'take.start',
    takeId,
    peerId,
    displayName,
    kind,
    source,
    codec,
  } as const;
  const told: [number, TimelineEntry][] = [
    [span.fromUs, { ...start, producerId, paused: false }],
    [span.toUs, { type: 'take.end', takeId, reason: 'interrupted' }],
  ];
  // When it was on is known from where the timeline can be read.
  const knownUs = Math.min(...ranges.map((range) => range.fromUs));
  const onUs = Math.min(...spans.map(({ fromUs }) => fromUs));
  if (onUs < knownUs) {
    told.unshift([onUs, { type: 'record.on' }]);
    const lastUs = Math.max(...spans.map(({ toUs }) => toUs));
    told.push([Math.min(knownUs, lastUs), { type: 'record.off' }]);
  }
  const { monoUs, wallMs } = span.meta;
  const stamp = (atUs: number): Stamp => ({
    ...{ monoUs: atUs, wallMs: wallMs + Math.round((atUs - monoUs) / 1_000) },
  });
  const timeline = await TimelineLog.open(files.timeline, clock);
  try {
    for (const [atUs, entry] of told) await timeline.append(entry, stamp(atUs));
  } finally {
    await timeline.close();
  }
  return (await readTimeline(files.timeline)).events;
}

/** Of takes that do not say what they are nothing can be made. */
async function listSpans(files: Files): Promise<Span[]> {
  const spans: Span[] = [];
  for (const { takeId, meta } of await listStrayTakes(files)) {
    if (!meta) continue;
    const { lastMonoUs = meta.monoUs } = await probeTake(files.take(takeId));
    spans.push({ meta, fromUs: meta.monoUs, toUs: lastMonoUs });
  }
  return spans;
}
