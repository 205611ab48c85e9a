/** The picture size in an H.264 sequence parameter set (ITU-T H.264 section 7.3.2.1.1), cropping applied. */
export function readSpsSize(nal: Buffer): { width: number; height: number } | undefined {
  try {
    return parse(new BitReader(unescape(nal.subarray(1))));
  } catch (error) {
    // Shorter than it says: the picture's size is then unknown, nothing else.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Profiles whose parameter sets carry chroma format and scaling lists. */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

function parse(bits: BitReader): { width: number; height: number } {
  const profile = bits.read(8);
  bits.read(16);
  bits.unsigned();
  let chromaFormat = 1;
  if (highProfiles.has(profile)) {
    chromaFormat = bits.unsigned();
    if (chromaFormat === 3) bits.read(1);
    bits.unsigned();
    bits.unsigned();
    bits.read(1);
    if (bits.read(1)) skipScalingLists(bits, chromaFormat);
  }
  bits.unsigned();
  skipPictureOrder(bits);
  bits.unsigned();
  bits.read(1);
  const widthInMacroblocks = bits.unsigned() + 1;
  const heightInMapUnits = bits.unsigned() + 1;
  const framesOnly = bits.read(1);
  if (!framesOnly) bits.read(1);
  bits.read(1);
  const fieldFactor = 2 - framesOnly;
  const crop = bits.read(1)
    ? [bits.unsigned(), bits.unsigned(), bits.unsigned(), bits.unsigned()]
    : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  // Cropping counts in chroma samples: two luma samples across for 4:2:0 and 4:2:2, two down for 4:2:0.
  const acrossUnit = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1;
  const downUnit = (chromaFormat === 1 ? 2 : 1) * fieldFactor;
  return {
    width: widthInMacroblocks * 16 - acrossUnit * (left + right),
    height: heightInMapUnits * 16 * fieldFactor - downUnit * (top + bottom),
  };
}

function skipPictureOrder(bits: BitReader): void {
  const type = bits.unsigned();
  if (type === 0) bits.unsigned();
  if (type !== 1) return;
  bits.read(1);
  bits.unsigned();
  bits.unsigned();
  const count = bits.unsigned();
  for (let i = 0; i < count; i += 1) bits.unsigned();
}

function skipScalingLists(bits: BitReader, chromaFormat: number): void {
  const lists = chromaFormat === 3 ? 12 : 8;
  for (let list = 0; list < lists; list += 1) {
    if (!bits.read(1)) continue;
    let next = 8;
    for (let i = 0; i < (list < 6 ? 16 : 64) && next !== 0; i += 1) {
      next = (next + bits.signed() + 256) % 256;
    }
  }
}

/** Takes out the emulation prevention bytes (section 7.4.1.1): the 3 in 0 0 3. */
function unescape(bytes: Buffer): Buffer {
  const plain: number[] = [];
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    plain.push(byte);
  }
  return Buffer.from(plain);
}

/** Throws RangeError past the end. */
class BitReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i += 1) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw new RangeError('Past the end.');
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
      this.#at += 1;
    }
    return value;
  }

  /** Exp-Golomb, section 9.1. */
  unsigned(): number {
    let zeros = 0;
    while (this.read(1) === 0) zeros += 1;
    return 2 ** zeros - 1 + this.read(zeros);
  }

  signed(): number {
    const code = this.unsigned();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}
