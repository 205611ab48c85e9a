import { levelHz } from './levels.ts';
import { markPresent, type VoiceLevel } from './voice-level.ts';

/** One person's microphone. */
export type Heard = { levels: Float32Array; voice: VoiceLevel | undefined };

/** How a microphone hears somebody else: so much lower, so much later. */
export type BleedPath = { from: number; windowsLater: number; lowerDb: number };

/** Through a loudspeaker, a room and two networks. */
const longestDelay = Math.round(0.6 * levelHz);
/** Less of somebody's speech than this proves nothing. Windows. */
const leastProof = 3 * levelHz;
const mostProof = 120 * levelHz;
/** How alike two courses of loudness must be. Two people who talk at once stay below 0.3. */
const alike = 0.55;
/** An echo is alike at its own delay only. What is as alike at another, sooner or later, beats a measure. */
const distinct = 0.2;
const distinctWindows = 2 * levelHz;
const sameDelay = Math.round(0.2 * levelHz);
/** What comes at the same moment may be either one's: it is whose microphone hears it louder. */
const sameMoment = Math.round(0.04 * levelHz);
const lowerDb = 6;
/** Levels of a room's answer scatter; who speaks oneself is louder than that. */
const scatterDb = 6;
/** How long a room answers. Windows. */
const ring = Math.round(0.16 * levelHz);
/** From its usual level down to this, somebody's speech is loud enough to be heard elsewhere … */
export const audibleDb = 25;
/** … and from this on it is theirs: softer, it may be what their own microphone hears of the other. */
const ownDb = 10;
const aboveNoiseDb = 8;

/**
 * Finds the microphones that hear other people's voices: a loudspeaker beside a phone, two people at one table. Their
 * loudness then follows the other's, lower and later, through all that the other says.
 * @returns for each microphone, the others it hears.
 */
export function findBleed(heard: readonly Heard[]): BleedPath[][] {
  return heard.map((listener) => findBleedIn(listener, heard));
}

/** The others that one microphone hears. */
export function findBleedIn(listener: Heard, heard: readonly Heard[]): BleedPath[] {
  return heard.flatMap((speaker, from) => {
    const path = speaker === listener ? undefined : findPath(listener, speaker);
    return path ? [{ from, ...path }] : [];
  });
}

function findPath(listener: Heard, speaker: Heard): Omit<BleedPath, 'from'> | undefined {
  if (!listener.voice || !speaker.voice) return undefined;
  const talking = findTalking(speaker, speaker.voice, listener.levels);
  const nearer = talking.filter(
    (window) =>
      loudestBefore(speaker.levels, window) > loudestBefore(listener.levels, window) + lowerDb,
  );
  const paths = [
    comparePath(listener, speaker, nearer, [0, sameMoment]),
    comparePath(listener, speaker, talking, [sameMoment + 1, longestDelay]),
  ].flatMap((path) => path ?? []);
  const [best] = paths.toSorted((a, b) => b.likeness - a.likeness);
  return best && { windowsLater: best.windowsLater, lowerDb: best.lowerDb };
}

/** The delay at which both are most alike, if they are. */
function comparePath(
  listener: Heard,
  speaker: Heard,
  talking: readonly number[],
  [soonest, latest]: readonly [number, number],
): (Omit<BleedPath, 'from'> & { likeness: number }) | undefined {
  if (!listener.voice || !speaker.voice || talking.length < leastProof) return undefined;
  const { speechDb, noiseDb } = speaker.voice;
  const windows = sample(talking);
  const read = ({ levels }: Heard, window: number, floor: number): number =>
    Math.max(floor, levels[window] ?? floor);
  const spokenFloor = Math.max(speechDb - audibleDb, noiseDb + aboveNoiseDb);
  const heardFloor = listener.voice.noiseDb;
  const said = windows.map((window) => read(speaker, window, spokenFloor));

  const heardAfter = (later: number): number[] =>
    windows.map((window) => read(listener, window + later, heardFloor));

  let best = { windowsLater: soonest, likeness: -1 };
  for (let windowsLater = soonest; windowsLater <= latest; windowsLater += 1) {
    const likeness = correlate(said, heardAfter(windowsLater));
    if (likeness > best.likeness) best = { windowsLater, likeness };
  }
  if (best.likeness < alike) return undefined;
  for (let later = -distinctWindows; later <= distinctWindows; later += 2) {
    if (Math.abs(later - best.windowsLater) <= sameDelay) continue;
    if (correlate(said, heardAfter(later)) > best.likeness - distinct) return undefined;
  }

  const heard = heardAfter(best.windowsLater);
  const differences = said
    .map((level, index) => ({ level, lower: level - (heard[index] ?? 0) }))
    .filter(({ level }) => level > speechDb - lowerDb)
    .map(({ lower }) => lower)
    .toSorted((a, b) => a - b);
  const { windowsLater, likeness } = best;
  return {
    windowsLater,
    likeness,
    lowerDb: differences[Math.floor(differences.length / 2)] ?? 0,
  };
}

/**
 * Windows in which somebody talks and the other microphone is there. The gaps between words belong to it: it is those
 * that are alike.
 */
function findTalking(
  { levels }: Heard,
  { speechDb }: VoiceLevel,
  listener: Float32Array,
): number[] {
  const present = markPresent(listener);
  const talking: number[] = [];
  let until = -1;
  for (let window = 0; window < levels.length; window += 1) {
    if ((levels[window] ?? -Infinity) > speechDb - ownDb) until = window + ring;
    if (window <= until && present[window] === 1) talking.push(window);
  }
  return talking;
}

function loudestBefore(levels: Float32Array, window: number): number {
  let loudest = -Infinity;
  for (let back = Math.max(0, window - ring); back <= window; back += 1) {
    loudest = Math.max(loudest, levels[back] ?? -Infinity);
  }
  return loudest;
}

/** Two minutes of windows prove as much as two hours. */
function sample(windows: readonly number[]): number[] {
  const every = Math.ceil(windows.length / mostProof);
  return windows.filter((_, index) => index % every === 0);
}

/** Pearson's correlation. */
function correlate(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, onlyA, onlyB] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const [x, y] = [value - meanA, (b[index] ?? 0) - meanB];
    both += x * y;
    onlyA += x * x;
    onlyB += y * y;
  }
  const spread = Math.sqrt(onlyA * onlyB);
  return spread > 0 ? both / spread : 0;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** True for each window of `levels` that is no louder than what comes over from others. */
export function markBleed(
  levels: Float32Array,
  paths: readonly BleedPath[],
  heard: readonly Heard[],
): Uint8Array {
  const marked = new Uint8Array(levels.length);
  for (const path of paths) {
    const source = heard[path.from]?.levels ?? new Float32Array();
    for (let window = 0; window < levels.length; window += 1) {
      const loudest = loudestArriving(source, path, window);
      if ((levels[window] ?? 0) <= loudest - path.lowerDb + scatterDb) marked[window] = 1;
    }
  }
  return marked;
}

/** The loudest of somebody else's sound that may come over in a window of the microphone that hears it, as they sent it. */
export function loudestArriving(
  source: Float32Array,
  { windowsLater }: BleedPath,
  window: number,
): number {
  let loudest = -Infinity;
  const at = window - windowsLater;
  for (let back = at - ring; back <= at + 1; back += 1) {
    loudest = Math.max(loudest, source[back] ?? -Infinity);
  }
  return loudest;
}
