import { frameOf, type Encoded } from './joints.ts';

const headerBytes = 7;

/** The frames of an ADTS file, each with its header. */
export function readAdts(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at + headerBytes <= bytes.length;) {
    const size = (bytes.readUInt32BE(at + 2) >> 5) & 0x1fff;
    if (bytes.readUInt16BE(at) >> 4 !== 0xfff || size < headerBytes || at + size > bytes.length)
      throw new Error(`No AAC frame at byte ${at}`);
    frames.push(bytes.subarray(at, at + size));
    at += size;
  }
  return frames;
}

/**
 * Joins two pieces that were encoded beyond their border, at the first of `joints` where both have the same windows on
 * both sides: a decoder adds halves of neighbouring frames up, and they must belong together. Undefined when there is none.
 */
export function joinAac(
  before: Encoded,
  after: Encoded,
  joints: readonly number[],
): Encoded | undefined {
  const joint = joints.find((frame) =>
    [frame - 1, frame].every((each) => {
      const [a, b] = [frameOf(before, each), frameOf(after, each)].map(windowOf);
      return a !== undefined && a === b;
    }),
  );
  if (joint === undefined) return undefined;
  return {
    first: before.first,
    frames: [
      ...before.frames.slice(0, joint - before.first),
      ...after.frames.slice(joint - after.first),
    ],
  };
}

/** Sequence and shape of a stereo frame's windows; undefined where both channels have their own, or it is no such frame. */
function windowOf(frame: Buffer | undefined): number | undefined {
  const start = frame?.readUInt16BE(headerBytes);
  // A channel pair (3 bits) with a tag (4), and a common window (1); then a reserved bit, sequence (2) and shape (1).
  if (start === undefined || start >> 13 !== 1 || ((start >> 8) & 1) === 0) return undefined;
  return (start >> 4) & 0b111;
}
