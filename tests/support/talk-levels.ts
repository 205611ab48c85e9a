import { levelHz } from '../../media/plan/levels.ts';

/** A stretch in seconds, at a level in dBFS. */
export type Spoken = { from: number; to: number; db: number };

/** The words of one and the same text: loud and soft syllables, short stops between them, by the window. */
const word = (window: number): number =>
  4 * Math.sin(window * 1.7) + 3 * Math.sin(window * 0.61) - (window % 17 < 2 ? 18 : 0);

/** Levels as a stem has them: speech that rises and falls like syllables, above an even noise. */
export function talkLevels(
  seconds: number,
  spoken: readonly Spoken[],
  noiseDb = -120,
): Float32Array<ArrayBuffer> {
  const levels = new Float32Array(seconds * levelHz).fill(noiseDb);
  for (const { from, to, db } of spoken) {
    for (let window = Math.round(from * levelHz); window < to * levelHz; window += 1) {
      levels[window] = Math.max(noiseDb, db + word(window));
    }
  }
  return levels;
}

/** What another microphone hears of it. */
export function heardElsewhere(
  levels: Float32Array,
  {
    windowsLater,
    lowerDb,
    noiseDb,
  }: { windowsLater: number; lowerDb: number; noiseDb: number },
): Float32Array<ArrayBuffer> {
  return levels.map((_, window) =>
    Math.max(noiseDb, (levels[window - windowsLater] ?? -Infinity) - lowerDb),
  );
}
