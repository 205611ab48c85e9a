import { BitReader, escape, unescape } from './bits.ts';
import { readSps } from './sps.ts';

const baseline = 66;
/** constraint_set1_flag: nothing of baseline that other profiles do not have. */
const constrained = 0x40;
const extendedAspect = 255;
/** Matrices of BT.709 and of BT.601, under their several names; 2 and 3 say nothing (table E-5). */
const known: ReadonlySet<number> = new Set([1, 4, 5, 6, 7]);
const silent: ReadonlySet<number> = new Set([2, 3]);

/**
 * An H.264 sequence parameter set of the kind that may be published as it was recorded: constrained baseline, whole frames,
 * square pixels. Where it does not say which colours it means, it says so in what is returned: BT.601, as cameras send them
 * to rooms, since players take anything of this size for BT.709. Undefined for every other kind.
 */
export function plainSps(nal: Buffer): Buffer | undefined {
  const sps = readSps(nal);
  if (sps?.profile !== baseline || (sps.constraints & constrained) === 0) return undefined;
  if (!sps.framesOnly) return undefined;
  try {
    const plain = unescape(nal.subarray(1));
    const bits = toBits(plain);
    const reader = new BitReader(plain);
    reader.read(sps.vuiAt);
    const colours = findColours(reader, sps.vuiAt);
    if (!colours) return undefined;
    const { from, to, put } = colours;
    // The stop bit is the last 1; behind it is nothing.
    const rest = bits.slice(to, bits.lastIndexOf(1));
    const body = toBytes([...bits.slice(0, from), ...put, ...rest, 1]);
    return Buffer.concat([nal.subarray(0, 1), escape(body)]);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const ofBits = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => (value >> (count - 1 - index)) & 1);

/** video_signal_type: of no special format; primaries, transfer and matrix of SMPTE 170M (table E-3 to E-5). */
const signal = (fullRange: number): number[] => [
  ...[1, ...ofBits(5, 3), fullRange, 1],
  ...[6, 6, 6].flatMap((code) => ofBits(code, 8)),
];
/** Nothing more in the set's last part: no place of colour samples, timing, HRD twice, picture structure, restriction. */
const nothingElse = [0, 0, 0, 0, 0, 0];

/** Which bits say what the colours are, and what is to be put there (annex E.1.1). Undefined where they say something unusual. */
function findColours(
  bits: BitReader,
  vuiAt: number,
): { from: number; to: number; put: number[] } | undefined {
  if (bits.read(1) === 0) {
    return { from: vuiAt, to: vuiAt + 1, put: [1, 0, 0, ...signal(0), ...nothingElse] };
  }
  if (bits.read(1) === 1) {
    const aspect = bits.read(8);
    const isSquare = aspect === extendedAspect ? bits.read(16) === bits.read(16) : aspect <= 1;
    if (!isSquare) return undefined;
  }
  if (bits.read(1) === 1) bits.read(1);
  const from = bits.position;
  if (bits.read(1) === 0) return { from, to: bits.position, put: signal(0) };
  bits.read(3);
  const fullRange = bits.read(1);
  if (bits.read(1) === 0) return { from, to: bits.position, put: signal(fullRange) };
  bits.read(16);
  const matrix = bits.read(8);
  if (silent.has(matrix)) return { from, to: bits.position, put: signal(fullRange) };
  return known.has(matrix) ? { from, to: from, put: [] } : undefined;
}

const toBits = (bytes: Buffer): number[] => [...bytes].flatMap((byte) => ofBits(byte, 8));

function toBytes(bits: readonly number[]): number[] {
  return Array.from({ length: Math.ceil(bits.length / 8) }, (_, byte) =>
    Array.from({ length: 8 }, (__, bit) => bits[8 * byte + bit] ?? 0).reduce(
      (value, bit) => 2 * value + bit,
      0,
    ),
  );
}
