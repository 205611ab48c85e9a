import { frameOf, type Encoded } from './joints.ts';

/** MPEG-1 layer III, 128 kb/s at 44.1 kHz, stereo, without a checksum: what mp3Args asks for. */
const header = 0xfffb90;
const headerMask = 0xfffff0;
const frameBytes = Math.floor((144 * 128_000) / 44_100);
/** Header and side information. */
const headBytes = 4 + 32;

/** The frames of an MP3 file without tags. */
export function readMp3(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at + headBytes <= bytes.length;) {
    const word = bytes.readUInt32BE(at);
    const size = frameBytes + ((word >> 9) & 1);
    if (((word >>> 8) & headerMask) !== header || at + size > bytes.length)
      throw new Error(`No MP3 frame at byte ${at}`);
    frames.push(bytes.subarray(at, at + size));
    at += size;
  }
  return frames;
}

/**
 * Joins two pieces that were encoded beyond their border, at the first of `joints` where both have the same windows on
 * both sides, and where the first piece has left room for what the second keeps in earlier frames. Undefined when there is
 * none. What a frame cannot hold, LAME puts where earlier ones left room: that moves along.
 */
export function joinMp3(
  before: Encoded,
  after: Encoded,
  joints: readonly number[],
): Encoded | undefined {
  const joint = joints.find((frame) => {
    const [room, needed] = [frameOf(before, frame), frameOf(after, frame)].map(backReach);
    if (room === undefined || needed === undefined || needed > room) return false;
    return [frame - 1, frame].every(
      (each) => windowsOf(frameOf(before, each)) === windowsOf(frameOf(after, each)),
    );
  });
  if (joint === undefined) return undefined;
  const kept = before.frames.slice(0, joint - before.first);
  const earlier = after.frames.slice(0, joint - after.first);
  const needed = backReach(frameOf(after, joint)) ?? 0;
  return {
    first: before.first,
    frames: [
      ...moveBack(kept, lastOf(earlier, needed)),
      ...after.frames.slice(joint - after.first),
    ],
  };
}

/** The last bytes of what frames hold besides their heads. */
function lastOf(frames: readonly Buffer[], bytes: number): Buffer {
  const parts: Buffer[] = [];
  let left = bytes;
  for (let at = frames.length - 1; left > 0; at -= 1) {
    const held = frames[at]?.subarray(headBytes);
    if (!held) throw new Error('The MP3 reaches back beyond its beginning');
    const part = held.subarray(Math.max(0, held.length - left));
    parts.unshift(part);
    left -= part.length;
  }
  return Buffer.concat(parts);
}

/** The same frames with `data` as the last bytes of what they hold. */
function moveBack(frames: readonly Buffer[], data: Buffer): Buffer[] {
  const moved = [...frames];
  let left = data.length;
  for (let at = frames.length - 1; left > 0; at -= 1) {
    const frame = Buffer.from(frames[at] ?? Buffer.alloc(0));
    const bytes = Math.min(left, frame.length - headBytes);
    if (bytes <= 0) throw new Error('The MP3 has no frame to hold what follows');
    data.copy(frame, frame.length - bytes, left - bytes, left);
    moved[at] = frame;
    left -= bytes;
  }
  return moved;
}

/** How many bytes before its head a frame's sound begins. */
const backReach = (frame: Buffer | undefined): number | undefined =>
  frame && frame.readUInt16BE(4) >> 7;

/** The windows of both granules and channels, as one word. */
function windowsOf(frame: Buffer | undefined): string | undefined {
  if (!frame) return undefined;
  const bits = (at: number, count: number): number =>
    (frame.readUIntBE(4 + Math.floor(at / 8), 3) >> (24 - (at % 8) - count)) &
    ((1 << count) - 1);
  // After main_data_begin (9), private bits (3) and scfsi (8), 59 bits each, of which bit 33 says whether they switch.
  return [0, 1, 2, 3]
    .map((at) => 20 + 59 * at + 33)
    .map((at) => (bits(at, 1) === 0 ? 0 : 1 + bits(at + 1, 3)))
    .join(' ');
}
