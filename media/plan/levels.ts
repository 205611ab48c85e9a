/** Levels a second of a stem: fine enough to tell a word from a breath. */
export const levelHz = 50;
/** Levels a second of an envelope. */
const envelopeHz = 10;

/** Quieter than this is nothing. dBFS. */
const floorDb = -120;

/** Reads what ametadata wrote: RMS in dBFS, `levelHz` a second. */
export function parseLevels(text: string): Float32Array<ArrayBuffer> {
  const levels: number[] = [];
  // One after the other: hours of matches at once would hold up, and fill, a hub whose rooms are live.
  for (const [, level] of text.matchAll(/RMS_level=(\S+)/g)) levels.push(Number(level));
  return Float32Array.from(levels, (db) =>
    Number.isFinite(db) ? Math.max(floorDb, db) : floorDb,
  );
}

/** Ten levels a second: the mean power of each tenth. */
export function toEnvelope(levels: Float32Array): Float32Array<ArrayBuffer> {
  const each = levelHz / envelopeHz;
  return Float32Array.from({ length: Math.ceil(levels.length / each) }, (_, index) =>
    Math.max(floorDb, meanDb(levels.subarray(index * each, (index + 1) * each))),
  );
}

/** The level of what lasted through all of `levels`; -Infinity of none. */
export function meanDb(levels: Float32Array): number {
  let power = 0;
  for (const db of levels) power += 10 ** (db / 10);
  return 10 * Math.log10(power / Math.max(1, levels.length));
}
