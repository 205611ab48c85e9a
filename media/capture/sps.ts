import { BitReader, unescape } from './bits.ts';

/** What an H.264 sequence parameter set says (ITU-T H.264 section 7.3.2.1.1). */
export type Sps = {
  profile: number;
  /** The eight bits behind the profile, constraint_set0_flag first. */
  constraints: number;
  /** Cropping applied. */
  width: number;
  height: number;
  framesOnly: boolean;
  /** Where its last part begins, vui_parameters_present_flag: bits from behind the unit's header, without escapes. */
  vuiAt: number;
};

/** The picture size in a sequence parameter set, cropping applied. */
export function readSpsSize(nal: Buffer): { width: number; height: number } | undefined {
  const sps = readSps(nal);
  return sps && { width: sps.width, height: sps.height };
}

/** Undefined where it is shorter than it says. */
export function readSps(nal: Buffer): Sps | undefined {
  try {
    return parse(new BitReader(unescape(nal.subarray(1))));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Profiles whose parameter sets carry chroma format and scaling lists. */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

function parse(bits: BitReader): Sps {
  const profile = bits.read(8);
  const constraints = bits.read(8);
  bits.read(8);
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
    ...{ profile, constraints, framesOnly: framesOnly === 1, vuiAt: bits.position },
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
