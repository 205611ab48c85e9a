import { rename } from 'node:fs/promises';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { ClockMap } from './clock-map.ts';
import type { Depacketiser } from './frame.ts';
import { createH264Depacketiser } from './h264.ts';
import { createOpusDepacketiser, opusDelayUs } from './opus.ts';
import { ReorderBuffer, type TrackPacket } from './reorder.ts';
import { readTake, type Damage } from './rtp-log-reader.ts';
import { recordKind } from './rtp-log.ts';
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
  const { story, survey, clock, zeroUs, ranges, file } = remux;
  const { codec } = survey.meta;
  const unfinished = `${file}.tmp`;
  const track = new TakeTrack({ codec, file: unfinished, zeroUs, ranges });
  const depacketiser = depacketisers[codec]();
  const captureDelayUs = codec === 'opus' ? opusDelayUs : 0;
  const health = { damage: { bytes: 0 }, reorder: new ReorderBuffer() };

  try {
    for await (const packets of orderedPackets(remux, health)) {
      for (const packet of packets) {
        const frame = depacketiser.push(packet);
        if (frame) await track.add(frame, clock.toMonoUs(frame.rtpTs) - captureDelayUs);
      }
    }
  } catch (error) {
    await track.abandon();
    throw error;
  }
  const counted = await track.finish();
  if (!counted) return undefined;
  await rename(unfinished, file);

  const toMs = (monoUs: number) => Math.round((monoUs - zeroUs) / 1000);
  return {
    takeId: story.start.takeId,
    peerId: story.start.peerId,
    displayName: story.start.displayName,
    kind: story.start.kind,
    source: story.start.source,
    codec,
    file,
    ...counted,
    pauses: story.pauses.map(({ fromUs, toUs }) => ({
      fromMs: Math.max(0, toMs(fromUs)),
      toMs: toMs(Math.min(toUs, Math.max(survey.lastMonoUs, fromUs))),
    })),
    health: {
      packets: survey.packets,
      lostPackets: health.reorder.lost,
      senderReports: survey.reports.length,
      driftPpm: clock.driftPpm,
      clockSteps: clock.steps.map(({ rtpTs, stepUs }) => ({
        atMs: toMs(clock.toMonoUs(rtpTs)),
        stepMs: Math.round(stepUs / 1000),
      })),
      damagedBytes: health.damage.bytes,
    },
  };
}

/** The take's packets, each once and in order. */
async function* orderedPackets(
  { survey, signal, onBytes }: TakeRemux,
  { damage, reorder }: { damage: Damage; reorder: ReorderBuffer },
): AsyncGenerator<TrackPacket[]> {
  const unwrapSequence = createUnwrapper(16);
  const unwrapTs = createUnwrapper(32);
  for await (const block of readTake(survey.segments, damage)) {
    signal.throwIfAborted();
    let bytes = 0;
    const ordered: TrackPacket[] = [];
    for (const record of block) {
      bytes += record.bytes.length;
      if (record.kind !== recordKind.rtp) continue;
      const packet = parseRtp(record.bytes);
      // Padding alone: mediasoup probes with such packets.
      if (!packet || packet.payload.length === 0) continue;
      ordered.push(
        ...reorder.push({
          sequence: unwrapSequence(packet.sequence),
          rtpTs: unwrapTs(packet.timestamp),
          monoUs: record.monoUs,
          marker: packet.marker,
          payload: packet.payload,
        }),
      );
    }
    onBytes(bytes);
    yield ordered;
  }
  yield reorder.flush();
}
