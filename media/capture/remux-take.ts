import { rename } from 'node:fs/promises';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { ClockMap } from './clock-map.ts';
import { completeGaps } from './complete-gaps.ts';
import type { Depacketiser } from './frame.ts';
import { createH264Depacketiser } from './h264.ts';
import { createOpusDepacketiser, opusDelayUs } from './opus.ts';
import { ReorderBuffer, type TrackPacket } from './reorder.ts';
import { readTake, type Damage } from './rtp-log-reader.ts';
import { recordKind, type LogRecord } from './rtp-log.ts';
import { parseRtp } from './rtp.ts';
import type { Range, TakeStory } from './session-story.ts';
import type { TakeSurvey } from './survey-take.ts';
import { TakeTrack } from './take-track.ts';
import { createUnwrapper } from './unwrap.ts';
import { createVp8Depacketiser } from './vp8.ts';

export type TakeRemux = {
  story: TakeStory;
  survey: TakeSurvey;
  clock: ClockMap;
  zeroUs: number;
  ranges: readonly Range[];
  /** The file to make; it appears when it is complete. */
  file: string;
  signal: AbortSignal;
  /** Bytes of the log read since the last call. */
  onBytes: (bytes: number) => void;
};

const depacketisers: Record<RemuxedTake['codec'], () => Depacketiser> = {
  opus: createOpusDepacketiser,
  vp8: createVp8Depacketiser,
  h264: createH264Depacketiser,
};

/** The second reading of a take: its log becomes a file on the session's clock. Undefined when nothing of it may be used. */
export async function remuxTake(remux: TakeRemux): Promise<RemuxedTake | undefined> {
  const { survey, file, zeroUs, signal, onBytes } = remux;
  const unfinished = `${file}.tmp`;
  const remuxer = new TakeRemuxer({ codec: survey.meta.codec, file: unfinished, zeroUs });
  const damage: Damage = { bytes: 0 };
  try {
    for await (const block of readTake(survey.segments, damage)) {
      signal.throwIfAborted();
      await remuxer.push(block, remux);
      onBytes(block.reduce((sum, { bytes }) => sum + bytes.length, 0));
    }
    await remuxer.flush(remux);
  } catch (error) {
    await remuxer.abandon();
    throw error;
  }
  const counted = await remuxer.track.finish();
  if (!counted) return undefined;
  await rename(unfinished, file);
  const health = { lostPackets: remuxer.lostPackets, damagedBytes: damage.bytes };
  const gaps = remuxer.completeGaps(counted, remux);
  return describeTake(remux, { ...counted, gaps, ...health });
}

/** How packets are dated, and what of the session may be used. */
type Dating = Pick<TakeRemux, 'clock' | 'ranges'>;

/** Packets of one take on their way into its file, as they come. */
export class TakeRemuxer {
  readonly track: TakeTrack;
  readonly #reorder = new ReorderBuffer();
  readonly #unwrapSequence = createUnwrapper(16);
  readonly #unwrapTs = createUnwrapper(32);
  readonly #depacketiser: Depacketiser;
  readonly #captureDelayUs: number;
  #latest: { rtpTs: number; monoUs: number } | undefined;
  #sent: { firstTs: number; lastTs: number } | undefined;
  /** When packets came that were not kept, to the second. */
  readonly #shedUs: number[] = [];

  constructor(options: { codec: RemuxedTake['codec']; file: string; zeroUs: number }) {
    this.track = new TakeTrack(options);
    this.#depacketiser = depacketisers[options.codec]();
    this.#captureDelayUs = options.codec === 'opus' ? opusDelayUs : 0;
  }

  get lostPackets(): number {
    return this.#reorder.lost;
  }

  /** Whether this clock dates as those did that dated it so far, to the millisecond. */
  isDatedBy(clock: ClockMap): boolean {
    if (!this.#latest) return true;
    const { rtpTs, monoUs } = this.#latest;
    return Math.round(monoUs / 1_000) === Math.round(clock.toMonoUs(rtpTs) / 1_000);
  }

  /** A block of its log. */
  async push(block: readonly LogRecord[], dating: Dating): Promise<void> {
    const ordered: TrackPacket[] = [];
    for (const record of block) {
      if (record.kind === recordKind.shed) this.#shedUs.push(record.monoUs);
      if (record.kind !== recordKind.rtp) continue;
      const packet = parseRtp(record.bytes);
      // Padding alone: mediasoup probes with such packets.
      if (!packet || packet.payload.length === 0) continue;
      ordered.push(
        ...this.#reorder.push({
          sequence: this.#unwrapSequence(packet.sequence),
          rtpTs: this.#unwrapTs(packet.timestamp),
          monoUs: record.monoUs,
          marker: packet.marker,
          payload: packet.payload,
        }),
      );
    }
    await this.#add(ordered, dating);
  }

  /** The take is over: nothing is waited for any more. */
  async flush(dating: Dating): Promise<void> {
    await this.#add(this.#reorder.flush(), dating);
  }

  /** Once the take is over: its gaps, with all that the log knows of them. */
  completeGaps(
    counted: Counted,
    { clock, ranges, zeroUs }: Dating & Pick<TakeRemux, 'zeroUs'>,
  ): RemuxedTake['gaps'] {
    const { firstTs, lastTs } = this.#sent ?? { firstTs: 0, lastTs: 0 };
    const toMs = (us: number): number => Math.round((us - zeroUs) / 1000);
    const fromUs = Math.max(clock.toMonoUs(firstTs), ranges[0]?.fromUs ?? -Infinity);
    const toUs = Math.min(clock.toMonoUs(lastTs), ranges.at(-1)?.toUs ?? Infinity);
    const sent = { fromMs: toMs(fromUs), toMs: toMs(toUs) };
    return completeGaps(counted, sent, this.#shedUs.map(toMs));
  }

  async abandon(): Promise<void> {
    await this.track.abandon();
  }

  async #add(ordered: readonly TrackPacket[], { clock, ranges }: Dating): Promise<void> {
    for (const packet of ordered) {
      this.#sent ??= { firstTs: packet.rtpTs, lastTs: packet.rtpTs };
      this.#sent.lastTs = packet.rtpTs;
      const frame = this.#depacketiser.push(packet);
      if (!frame) continue;
      const { rtpTs } = frame;
      this.#latest = { rtpTs, monoUs: clock.toMonoUs(rtpTs) };
      await this.track.add(frame, this.#latest.monoUs - this.#captureDelayUs, ranges);
    }
  }
}

type Told = Pick<TakeRemux, 'story' | 'clock' | 'zeroUs'> & {
  survey: Omit<TakeSurvey, 'segments'>;
};
type Counted = NonNullable<Awaited<ReturnType<TakeTrack['finish']>>>;

/** What is known of a take with its file. */
export function describeTake(
  { story, survey, clock, zeroUs, file }: Told & { file: string },
  {
    lostPackets,
    damagedBytes,
    ...counted
  }: Counted & Pick<RemuxedTake['health'], 'lostPackets' | 'damagedBytes'>,
): RemuxedTake {
  const toMs = (monoUs: number) => Math.round((monoUs - zeroUs) / 1000);
  return {
    takeId: story.start.takeId,
    peerId: story.start.peerId,
    displayName: story.start.displayName,
    kind: story.start.kind,
    source: story.start.source,
    codec: survey.meta.codec,
    file,
    ...counted,
    pauses: story.pauses.map(({ fromUs, toUs }) => ({
      fromMs: Math.max(0, toMs(fromUs)),
      toMs: toMs(Math.min(toUs, Math.max(survey.lastMonoUs, fromUs))),
    })),
    health: {
      packets: survey.packets,
      lostPackets,
      senderReports: survey.reports.length,
      driftPpm: clock.driftPpm,
      clockSteps: clock.steps.map(({ rtpTs, stepUs }) => ({
        atMs: toMs(clock.toMonoUs(rtpTs)),
        stepMs: Math.round(stepUs / 1000),
      })),
      damagedBytes,
    },
  };
}
