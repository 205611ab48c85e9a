/** EBU R128 momentary loudness, LUFS: one value for each 400 ms, ten a second. */
export type Momentary = readonly number[];

/** Values a second. */
export const momentaryHz = 10;
/** Of digital silence. */
const silenceLufs = -120;
const absoluteGate = -70;
const relativeGate = -10;

/** Measures what passes, and writes each value to a file: a bare name in the directory ffmpeg runs in. */
export const momentaryFilter = (file: string, peak = false): string =>
  `ebur128=metadata=1:framelog=verbose${peak ? ':peak=true' : ''},` +
  `ametadata=mode=print:key=lavfi.r128.M:file=${file}`;

export function parseMomentary(text: string): number[] {
  const values: number[] = [];
  for (const [, found] of text.matchAll(/r128\.M=(\S+)/g)) {
    const value = Number(found);
    // Minus infinity is no JSON: it would come back as null, and count as 0.
    values.push(Number.isFinite(value) ? Math.max(silenceLufs, value) : silenceLufs);
  }
  return values;
}

/**
 * Integrated loudness of a whole from its pieces' values, LUFS; null when nothing passed the gate. As in R128: blocks
 * above -70, and of those the ones that are not more than 10 LU below their mean.
 */
export function integrate(pieces: readonly Momentary[]): number | null {
  const loud = pieces.flatMap((values) => values.filter((value) => value > absoluteGate));
  if (loud.length === 0) return null;
  const gate = meanOf(loud) + relativeGate;
  return meanOf(loud.filter((value) => value > gate));
}

/** The loudness of what is as loud as these, one after the other. */
function meanOf(values: Momentary): number {
  const power = values.reduce((sum, value) => sum + 10 ** (value / 10), 0);
  return 10 * Math.log10(power / values.length);
}
