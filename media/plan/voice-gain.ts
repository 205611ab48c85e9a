import { levelHz } from './levels.ts';
import type { VoiceLevel } from './voice-level.ts';

/** Values a second of a gain curve; between them it is interpolated. */
export const gainHz = 200;
const perWindow = gainHz / levelHz;

/** A word is louder than the room by this much … */
const aboveNoiseDb = 8;
/** … and so much softer than usual at most, so that neither a clean room nor a noisy one misleads. */
const softestDb = -30;
const hardestDb = -15;
/** In windows: breath within a sentence; what is shorter than a syllable; before a word; after it. */
const breath = Math.round(0.3 * levelHz);
const syllable = Math.round(0.06 * levelHz);
const before = Math.round(0.2 * levelHz);
const after = Math.round(0.3 * levelHz);
/** Samples of the curve: opens before the word, closes slowly after it. */
const opening = Math.round(0.06 * gainHz);
const closing = Math.round(0.25 * gainHz);
/** What others say is brought down by this; deeper would leave a hole. */
const bleedDb = -24;
/** Fewer windows of somebody else's voice are chance. */
const leastBleed = 5;
/** Sound that stops at once from above this clicks, where nothing at all follows for a while. dBFS; windows. */
const clickDb = -60;
const nothingDb = -115;
const ringing = 2;
const gone = Math.round(0.2 * levelHz);

export type Run = { from: number; to: number };

/**
 * When somebody speaks themselves, in windows: known with hindsight, so that it begins before each word and ends after
 * it, whatever the word begins with.
 * @param bleed from markBleed: these windows are others' words.
 */
export function findOwnSpeech(
  levels: Float32Array,
  { speechDb, noiseDb }: VoiceLevel,
  bleed: Uint8Array,
): Run[] {
  const bar = Math.min(
    speechDb + hardestDb,
    Math.max(speechDb + softestDb, noiseDb + aboveNoiseDb),
  );
  const words: Run[] = [];
  for (let window = 0; window < levels.length; window += 1) {
    if ((levels[window] ?? -Infinity) <= bar || bleed[window] === 1) continue;
    extend(words, { from: window, to: window + 1 }, breath);
  }
  const speech: Run[] = [];
  for (const { from, to } of words) {
    if (to - from < syllable) continue;
    const padded = {
      from: Math.max(0, from - before),
      to: Math.min(levels.length, to + after),
    };
    extend(speech, padded, 0);
  }
  return speech;
}

function extend(runs: Run[], next: Run, gap: number): void {
  const last = runs.at(-1);
  if (last && next.from - last.to <= gap) last.to = Math.max(last.to, next.to);
  else runs.push(next);
}

/**
 * Gain over time, `gainHz` a second, 0 to 1: untouched where someone speaks, `pauseDb` in their pauses, much less where
 * only others are heard. Undefined where nothing would change.
 * @param pauseDb 0 or below.
 */
export function planGain(
  levels: Float32Array,
  speech: readonly Run[],
  { bleed, pauseDb }: { bleed: Uint8Array; pauseDb: number },
): Float32Array<ArrayBuffer> | undefined {
  const db = new Float32Array((levels.length + 1) * perWindow);
  const ends = findSuddenEnds(levels);
  let cursor = 0;
  for (const { from, to } of [...speech, { from: levels.length, to: levels.length }]) {
    const isBleed = countMarked(bleed, cursor, from) >= leastBleed;
    close(db, { from: cursor, to: from }, isBleed ? bleedDb : pauseDb);
    cursor = to;
  }
  if (ends.length === 0 && db.every((value) => value === 0)) return undefined;
  const gain = db.map((value) => 10 ** (value / 20));
  for (const end of ends) fadeOut(gain, end);
  return gain;
}

/** Down to `depthDb` after the speech before, up again before the speech that follows. */
function close(db: Float32Array, { from, to }: Run, depthDb: number): void {
  const [start, end] = [from * perWindow, to * perWindow];
  const isFirst = start === 0;
  const isLast = end >= db.length - perWindow;
  for (let at = start; at < (isLast ? db.length : end); at += 1) {
    const down = isFirst ? 1 : Math.min(1, (at - start) / closing);
    const up = isLast ? 1 : Math.min(1, (end - at) / opening);
    db[at] = depthDb * smooth(Math.min(down, up));
  }
}

/**
 * A microphone that was pulled, a phone that went away: the sound ends in the middle of a wave, and nothing follows.
 * @returns the last loud windows: the end lies in them, or in the one before, since the meter's high-pass rings on.
 */
function findSuddenEnds(levels: Float32Array): number[] {
  const ends: number[] = [];
  let [last, loud] = [0, 0];
  for (let window = 0; window < levels.length; window += 1) {
    const level = levels[window] ?? -Infinity;
    if (level > nothingDb) last = window;
    if (level > clickDb) loud = window;
    if (window - last === gone && loud > 0 && last - loud <= ringing) ends.push(loud);
  }
  return ends;
}

/** Two windows lead to silence, which begins before the end can be. */
function fadeOut(gain: Float32Array, loud: number): void {
  const silent = Math.max(0, loud - 1) * perWindow;
  const fade = Math.min(silent, 2 * perWindow);
  for (let step = 0; step < fade; step += 1) {
    gain[silent - fade + step] = (gain[silent - fade + step] ?? 0) * (1 - step / fade);
  }
  gain.fill(0, silent, (loud + ringing) * perWindow);
}

function countMarked(marks: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (const mark of marks.subarray(from, to)) count += mark;
  return count;
}

/** From 0 to 1 without a corner. */
const smooth = (x: number): number => (1 - Math.cos(Math.PI * x)) / 2;
