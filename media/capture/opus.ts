import type { Depacketiser } from './frame.ts';
import type { TrackPacket } from './reorder.ts';

/**
 * Every browser's Opus encoder looks ahead 6.5 ms: what a packet holds was captured that much before its timestamp.
 * 312 samples at 48 kHz (RFC 7845 section 4.2 calls it pre-skip).
 */
export const opusDelayUs = (312 / 48_000) * 1e6;

/** RFC 7587: one packet is one frame. */
export function createOpusDepacketiser(): Depacketiser {
  let last: number | undefined;
  return {
    push({ sequence, rtpTs, payload }: TrackPacket) {
      const afterLoss = last !== undefined && sequence !== last + 1;
      last = sequence;
      return { rtpTs, isKey: true, data: payload, afterLoss };
    },
  };
}

/**
 * The identification header that Matroska wants as CodecPrivate (RFC 7845 section 5.1): stereo, as WebRTC always
 * declares, with no pre-skip, since the remuxer has already moved the timestamps.
 */
export function opusHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 'latin1');
  head[8] = 1;
  head[9] = 2;
  head.writeUInt32LE(48_000, 12);
  return head;
}
