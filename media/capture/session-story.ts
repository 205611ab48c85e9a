import type { TakeEndReason, TimelineEvent } from '../contract/timeline.ts';

type TakeStart = Extract<TimelineEvent, { type: 'take.start' }>;

/** A stretch on CLOCK_MONOTONIC; `toUs` is Infinity while nothing ended it. */
export type Range = { fromUs: number; toUs: number };

export type TakeStory = {
  start: TakeStart;
  /** Infinity when the log of events breaks off before the take's end. */
  endUs: number;
  endReason: TakeEndReason | undefined;
  pauses: Range[];
};

/** What a timeline tells the remuxer. */
export type SessionStory = {
  recordingId: string;
  sessionId: string;
  /** The first `record.on`; undefined when nothing was ever recorded. */
  zeroUs: number | undefined;
  /** Between record.on and record.off: all that may be published. */
  ranges: Range[];
  takes: TakeStory[];
  /** Peers whose last answer was no: nothing of theirs is used, also not from before they changed their mind. */
  refusedPeers: ReadonlySet<string>;
};

type Owner = Pick<SessionStory, 'recordingId' | 'sessionId'>;

/**
 * Whose recording it is, by its first line, or by a clock where a disk has damaged that. Undefined of a timeline that was
 * hardly begun.
 */
export function ownerOf(events: readonly TimelineEvent[]): Owner | undefined {
  for (const event of events) {
    if (event.type !== 'session.start' && event.type !== 'clock') continue;
    const { recordingId, sessionId } = event;
    if (recordingId !== undefined && sessionId !== undefined) return { recordingId, sessionId };
  }
  return undefined;
}

/** Reads a timeline's events as a story. Throws when none says whose it is: the file is then not a timeline. */
export function tellStory(events: readonly TimelineEvent[]): SessionStory {
  const owner = ownerOf(events);
  if (!owner) throw new Error('The timeline does not say whose recording it is.');
  const ranges: Range[] = [];
  const takes = new Map<string, TakeStory>();
  const refusedPeers = new Set<string>();

  for (const event of events) {
    switch (event.type) {
      case 'record.on':
        // It is on already where a clock said so, and a hub that came back told it again.
        if (ranges.at(-1)?.toUs !== Infinity) {
          ranges.push({ fromUs: event.monoUs, toUs: Infinity });
        }
        break;
      case 'record.off':
      case 'session.end':
        close(ranges, event.monoUs);
        break;
      case 'consent':
        if (event.granted) refusedPeers.delete(event.peerId);
        else refusedPeers.add(event.peerId);
        break;
      case 'take.start':
        takes.set(event.takeId, {
          start: event,
          endUs: Infinity,
          endReason: undefined,
          pauses: event.paused ? [{ fromUs: event.monoUs, toUs: Infinity }] : [],
        });
        break;
      case 'take.pause': {
        const pauses = takes.get(event.takeId)?.pauses;
        if (pauses?.at(-1)?.toUs !== Infinity) {
          pauses?.push({ fromUs: event.monoUs, toUs: Infinity });
        }
        break;
      }
      case 'take.resume':
        close(takes.get(event.takeId)?.pauses, event.monoUs);
        break;
      case 'take.end': {
        const take = takes.get(event.takeId);
        if (!take) break;
        take.endUs = event.monoUs;
        take.endReason = event.reason;
        close(take.pauses, event.monoUs);
        break;
      }
      case 'clock':
        // Where a disk has damaged the line that said so: what was before is lost.
        if (event.isOn && ranges.length === 0) {
          ranges.push({ fromUs: event.monoUs, toUs: Infinity });
        }
        break;
      case 'session.start':
      case 'peer.join':
      case 'peer.leave':
      case 'speaker':
      case 'mark':
      case 'mark.rename':
      case 'mark.remove':
      case 'poll.open':
      case 'poll.close':
      case 'poll.result':
      case 'answer.start':
      case 'answer.end':
      case 'answer.typed':
      case 'question.delete':
      case 'slide.show':
      case 'slide.hide':
      case 'recorder.restart':
      case 'disk.full':
      case 'disk.free':
        break;
    }
  }
  // What a timeline had lost is told behind its end.
  ranges.sort((a, b) => a.fromUs - b.fromUs);
  return {
    ...owner,
    zeroUs: ranges[0]?.fromUs,
    ranges,
    takes: [...takes.values()],
    refusedPeers,
  };
}

function close(ranges: Range[] | undefined, monoUs: number): void {
  const last = ranges?.at(-1);
  if (last?.toUs === Infinity) last.toUs = monoUs;
}
