/** One person's sound as it was measured, oldest first, in dBov; `quietDbov` where nothing was heard. */
export type Levels = readonly number[];

/** What counts as silence, in dBov. */
export const quietDbov = -60;

/** A voice comes back after this many measurements of a quarter of a second at most. */
const lagMax = 3;
/** Correlation from which on one is taken for the other's echo, and not for an answer. */
const likeness = 0.75;
/** An echo is at least this much weaker than the voice, in dB. */
const weakerDb = 6;
/** So many measurements with a voice in them are needed to tell. */
const spokenMin = 12;

/**
 * Whether `suspect` is `voice` coming back: the same rise and fall, later and weaker, as from a loudspeaker near an open
 * microphone. Undefined when too little was said to tell. Both were measured at the same moments.
 */
export function isEcho(voice: Levels, suspect: Levels): boolean | undefined {
  const spoken = voice.filter((level) => level > quietDbov).length;
  // Without pauses there is no rise and fall to compare.
  if (spoken < spokenMin || spoken > voice.length - 4) return undefined;
  if (!suspect.some((level) => level > quietDbov)) return false;
  const lags = Array.from({ length: lagMax }, (_, at) => at + 1);
  const there = Math.max(...lags.map((lag) => correlation(voice, suspect, lag)));
  const back = Math.max(...lags.map((lag) => correlation(suspect, voice, lag)));
  return there >= likeness && there > back && loudest(voice) - loudest(suspect) >= weakerDb;
}

/** The mean of the upper half of what was heard. */
function loudest(levels: Levels): number {
  const heard = levels.filter((level) => level > quietDbov).sort((a, b) => b - a);
  return mean(heard.slice(0, Math.ceil(heard.length / 2)));
}

/** Pearson's, of `a` with `b` taken `lag` measurements later. 0 where one of them does not change. */
function correlation(a: Levels, b: Levels, lag: number): number {
  const [x, y] = [a.slice(0, a.length - lag), b.slice(lag)];
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [at, value] of x.entries()) {
    const [dx, dy] = [value - meanX, (y[at] ?? meanY) - meanY];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx * yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}

const mean = (values: Levels): number =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : quietDbov;
