/** LAME's encoder looks ahead by this, and a decoder needs 529 more. Samples. */
const encoderDelay = 576;
const frameSamples = 1_152;
/** From "Info" to the two numbers of 12 bits each, and to the checksum of all before it. */
const [delayAt, checksumAt] = [141, 154];
/** As much of the tag's frame as holds it: the smallest frame at 128 kb/s. */
export const infoFrameBytes = 417;
/** A frame's head, and what it says besides. */
const infoAt = 36;

/**
 * ffmpeg writes an Info tag for frames that it copies, but does not know what their encoder put before and after the sound.
 * Completes it, so that players begin and end with the sound.
 * @param mp3 the tag's frame, from its head.
 * @param frames of sound.
 * @param samples of sound, at 44.1 kHz.
 */
export function completeInfo(mp3: Buffer, frames: number, samples: number): Buffer {
  const padding = frames * frameSamples - encoderDelay - samples;
  if (mp3.toString('latin1', infoAt, infoAt + 4) !== 'Info') throw new Error('No Info tag');
  if (padding < 0 || padding > 0xfff) throw new Error(`${padding} samples of padding`);
  const tag = Buffer.from(mp3);
  // Players believe the numbers of encoders that they know.
  tag.write('Lavc59.37', infoAt + 120, 'latin1');
  tag.writeUIntBE((encoderDelay << 12) | padding, infoAt + delayAt, 3);
  tag.writeUInt16BE(crc16(tag.subarray(0, infoAt + checksumAt)), infoAt + checksumAt);
  return tag;
}

/** CRC-16/ARC, as LAME has it. */
function crc16(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}
