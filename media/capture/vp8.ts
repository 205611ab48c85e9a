import { DecodableGate, type Depacketiser, type Frame } from './frame.ts';
import type { TrackPacket } from './reorder.ts';

/** RFC 7741 section 4.2: where the picture begins in a payload, and whether a picture begins here at all. */
function readDescriptor(payload: Buffer): { start: boolean; bytes: number } | undefined {
  const first = payload[0];
  if (first === undefined) return undefined;
  let bytes = 1;
  if (first & 0x80) {
    const extensions = payload[1] ?? 0;
    bytes = 2;
    if (extensions & 0x80) bytes += (payload[bytes] ?? 0) & 0x80 ? 2 : 1;
    if (extensions & 0x40) bytes += 1;
    if (extensions & 0x30) bytes += 1;
  }
  if (bytes >= payload.length) return undefined;
  return { start: (first & 0x10) !== 0 && (first & 0x07) === 0, bytes };
}

/** Whether a keyframe begins in this payload. */
export function startsVp8KeyFrame(payload: Buffer): boolean {
  const descriptor = readDescriptor(payload);
  // RFC 6386 section 9.1: the first bit of a frame is 0 for a keyframe.
  return descriptor?.start === true && ((payload[descriptor.bytes] ?? 1) & 1) === 0;
}

export function createVp8Depacketiser(): Depacketiser {
  const gate = new DecodableGate();
  let last: number | undefined;
  let picture: { rtpTs: number; parts: Buffer[] } | undefined;

  return {
    push({ sequence, rtpTs, marker, payload }: TrackPacket): Frame | undefined {
      if (last !== undefined && sequence !== last + 1) {
        picture = undefined;
        gate.loss();
      }
      last = sequence;
      const descriptor = readDescriptor(payload);
      if (!descriptor) return undefined;

      if (descriptor.start) picture = { rtpTs, parts: [] };
      if (picture?.rtpTs !== rtpTs) return undefined;
      picture.parts.push(payload.subarray(descriptor.bytes));
      if (!marker) return undefined;

      const data = Buffer.concat(picture.parts);
      picture = undefined;
      const size = keyFrameSize(data);
      const admitted = gate.admit(size !== undefined);
      if (!admitted) return undefined;
      return { rtpTs, isKey: size !== undefined, data, ...admitted, ...(size ? { size } : {}) };
    },
  };
}

/** RFC 6386 section 9.1: a keyframe's start code and size. Undefined for other frames. */
function keyFrameSize(frame: Buffer): { width: number; height: number } | undefined {
  if (frame.length < 10 || ((frame[0] ?? 1) & 1) === 1) return undefined;
  if (frame[3] !== 0x9d || frame[4] !== 0x01 || frame[5] !== 0x2a) return undefined;
  return { width: frame.readUInt16LE(6) & 0x3fff, height: frame.readUInt16LE(8) & 0x3fff };
}
