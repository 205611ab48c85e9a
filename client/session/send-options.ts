import type { types } from 'mediasoup-client';
import { bitrates } from '../../server/protocol/data-mode.ts';
import type { Source } from '../../server/protocol/words.ts';

export type SendOptions = Pick<
  types.ProducerOptions,
  'encodings' | 'codecOptions' | 'disableTrackOnPause' | 'zeroRtpOnPause' | 'stopTracks'
>;

/** The tracks belong to devices/, which stops them: mediasoup-client must not. */
const shared = { stopTracks: false, disableTrackOnPause: true, zeroRtpOnPause: false } as const;

const layer = { scalabilityMode: 'L1T1' } as const;

/** 180, 360 and 720 lines of a 720-line camera. The small one moves half as often: it is for stamps, and for little data. */
const cameraLayers = [
  {
    ...layer,
    ...{ rid: 'r0', scaleResolutionDownBy: 4, maxBitrate: bitrates.smallCamera },
    maxFramerate: 15,
  },
  { ...layer, rid: 'r1', scaleResolutionDownBy: 2, maxBitrate: bitrates.middleCamera },
  { ...layer, rid: 'r2', scaleResolutionDownBy: 1, maxBitrate: bitrates.fullCamera },
];

/** The small one is half the size, still to be read on a phone, and moves like turning pages. */
const screenLayers = [
  {
    ...layer,
    ...{ rid: 'r0', scaleResolutionDownBy: 2, maxBitrate: bitrates.smallScreen },
    maxFramerate: 5,
  },
  { ...layer, rid: 'r1', scaleResolutionDownBy: 1, maxBitrate: bitrates.fullScreen },
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
        encodings: screenLayers,
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
          opusMaxAverageBitrate: bitrates.voice,
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
          opusMaxAverageBitrate: bitrates.screenSound,
        },
      };
  }
}

/** The layer (0 small, 1 middle, 2 full; of a screen 0 or 1) that fills a tile of this many device pixels in height. */
export function layerFor(source: 'camera' | 'screen', devicePixels: number): 0 | 1 | 2 {
  // Text is to be sharp and what moves on a screen smooth, except on a stamp.
  if (source === 'screen') return devicePixels <= 270 ? 0 : 1;
  // A layer may be stretched by a fifth before people notice.
  if (devicePixels <= 180 * 1.2) return 0;
  return devicePixels <= 360 * 1.2 ? 1 : 2;
}
