import type { Opaque } from '../../server/rooms/media-plane.ts';

/** What a browser would say of itself and of what it sends: as little as mediasoup accepts. */

let nextSsrc = 10_000_000;

export function opusParameters(): Opaque {
  return {
    mid: `a${nextSsrc}`,
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1 }],
    encodings: [{ ssrc: (nextSsrc += 10) }],
  };
}

export function vp8Parameters({ layers = 1 } = {}): Opaque {
  return {
    mid: `v${nextSsrc}`,
    codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
    encodings: Array.from({ length: layers }, () => ({ ssrc: (nextSsrc += 10) })),
  };
}

export function h264Parameters(): Opaque {
  const parameters = {
    'packetization-mode': 1,
    'profile-level-id': '42e01f',
    'level-asymmetry-allowed': 1,
  };
  return {
    mid: `h${nextSsrc}`,
    codecs: [{ mimeType: 'video/H264', payloadType: 102, clockRate: 90_000, parameters }],
    encodings: [{ ssrc: (nextSsrc += 10) }],
  };
}

const opus = {
  kind: 'audio',
  mimeType: 'audio/opus',
  preferredPayloadType: 100,
  clockRate: 48_000,
  channels: 2,
};
const vp8 = {
  kind: 'video',
  mimeType: 'video/VP8',
  preferredPayloadType: 101,
  clockRate: 90_000,
  rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
};

/** A device that receives sound and VP8. */
export const deviceCapabilities: Opaque = { codecs: [opus, vp8], headerExtensions: [] };
/** A device that can only listen. */
export const soundOnlyCapabilities: Opaque = { codecs: [opus], headerExtensions: [] };

export const clientDtls: Opaque = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
};
