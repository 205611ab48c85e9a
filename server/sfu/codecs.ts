import type { types } from 'mediasoup';

/**
 * What rooms carry. mediasoup adds RTX for video by itself.
 *
 * - opus with in-band error correction, and silence that is hardly sent (DTX).
 * - VP8, which every browser encodes in simulcast.
 * - H.264 constrained baseline, which phones encode in hardware and whose pictures the programme takes over as they
 *   came, where one of them fills it (media/plan/copy-entries.ts).
 */
export const mediaCodecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { usedtx: 1, useinbandfec: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: {
      'packetization-mode': 1,
      // Constrained baseline, level 3.1: 720p30.
      'profile-level-id': '42e01f',
      'level-asymmetry-allowed': 1,
    },
  },
];

export type Codec = 'opus' | 'vp8' | 'h264';

/** "video/VP8" and its like, as we name codecs. Undefined for what rooms do not carry. */
export function toCodec(mimeType: string): Codec | undefined {
  const name = mimeType.split('/')[1]?.toLowerCase();
  return name === 'opus' || name === 'vp8' || name === 'h264' ? name : undefined;
}
