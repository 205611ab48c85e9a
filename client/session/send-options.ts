import type { types } from 'mediasoup-client';
import type { Source } from '../../server/protocol/words.ts';

export type SendOptions = Pick<
  types.ProducerOptions,
  'encodings' | 'codecOptions' | 'disableTrackOnPause' | 'zeroRtpOnPause' | 'stopTracks'
>;

/** The tracks belong to devices/, which stops them: mediasoup-client must not. */
const shared = { stopTracks: false, disableTrackOnPause: true, zeroRtpOnPause: false } as const;

/** 180, 360 and 720 lines of a 720-line camera; bits per second that a talking head needs at 30 frames a second. */
const cameraLayers = [
  { rid: 'r0', scaleResolutionDownBy: 4, maxBitrate: 160_000, scalabilityMode: 'L1T1' },
  { rid: 'r1', scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T1' },
  { rid: 'r2', scaleResolutionDownBy: 1, maxBitrate: 1_600_000, scalabilityMode: 'L1T1' },
];

/** How each source is sent. Sound goes before pictures when the uplink is tight. */
export function sendOptions(source: Source): SendOptions {
  switch (source) {
    case 'camera':
      return {
        ...shared,
        encodings: cameraLayers,
        // Start near the middle layer, or the first seconds of every episode are blurred.
        codecOptions: { videoGoogleStartBitrate: 1_000 },
      };
    case 'screen':
      return {
        ...shared,
        // One layer: half-size text cannot be read by anybody.
        encodings: [{ maxBitrate: 2_500_000, scalabilityMode: 'L1T1' }],
        codecOptions: { videoGoogleStartBitrate: 1_500 },
      };
    case 'microphone':
      return {
        ...shared,
        encodings: [{ priority: 'high', networkPriority: 'high' }],
        codecOptions: {
          opusStereo: false,
          opusDtx: true,
          opusFec: true,
          opusMaxAverageBitrate: 64_000,
        },
      };
    case 'screen-audio':
      return {
        ...shared,
        encodings: [{ priority: 'high', networkPriority: 'high' }],
        // Music has no pauses to save on, and discontinuous sending makes it breathe.
        codecOptions: {
          opusStereo: true,
          opusDtx: false,
          opusFec: true,
          opusMaxAverageBitrate: 128_000,
        },
      };
  }
}

/** The layer (0 small, 1 middle, 2 full) that fills a tile of this many device pixels in height. */
export function layerForHeight(devicePixels: number): 0 | 1 | 2 {
  // A layer may be stretched by a fifth before people notice.
  if (devicePixels <= 180 * 1.2) return 0;
  return devicePixels <= 360 * 1.2 ? 1 : 2;
}
