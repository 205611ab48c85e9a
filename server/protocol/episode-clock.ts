/** Ms of a clock that the reader knows. */
export type Stretch = { fromMs: number; toMs: number };

/**
 * Two clocks: a session's, on which hosts edit, and its episode's, which lacks what was cut out of it when it was made.
 * `cuts` are of the session, ascending, apart from each other.
 */

/** Where a moment of the session is heard in the episode; one inside a cut: where it was cut. */
export function toProgrammeMs(cuts: readonly Stretch[], sessionMs: number): number {
  let gone = 0;
  for (const { fromMs, toMs } of cuts) {
    if (sessionMs <= fromMs) break;
    gone += Math.min(sessionMs, toMs) - fromMs;
  }
  return sessionMs - gone;
}

/** The longest part of a stretch of the session that is heard in the episode, in whole ms; all of it where nothing is. */
export function longestHeard(stretch: Stretch, cuts: readonly Stretch[]): Stretch {
  const starts = [stretch.fromMs, ...cuts.map(({ toMs }) => Math.round(toMs))];
  const ends = [...cuts.map(({ fromMs }) => Math.round(fromMs)), stretch.toMs];
  let longest: Stretch | undefined;
  for (const [index, startMs] of starts.entries()) {
    const fromMs = Math.max(stretch.fromMs, startMs);
    const toMs = Math.min(stretch.toMs, ends[index] ?? stretch.toMs);
    const leastMs = longest ? longest.toMs - longest.fromMs : 0;
    if (toMs - fromMs > leastMs) longest = { fromMs, toMs };
  }
  return longest ?? stretch;
}

/** What is heard at a moment of the episode: at a join, what comes after it; at the very end, what was last. */
export function toSessionMs(
  cuts: readonly Stretch[],
  programmeMs: number,
  durationMs: number,
): number {
  let sessionMs = programmeMs;
  for (const { fromMs, toMs } of cuts) {
    if (sessionMs < fromMs || toMs >= durationMs) break;
    sessionMs += toMs - fromMs;
  }
  return Math.min(sessionMs, durationMs);
}

/** What a cut leaves of a chapter, shorter than this, is none: its title would stand for a moment over the next one's words. */
const leastChapterMs = 1_000;

/**
 * Which chapters are left in the episode: those that no cut touches, and of others as many as have a second left. Where
 * none has, the first that has anything: an episode begins with a chapter.
 * @param startsMs of the session's chapters, ascending; the last one ends with the session.
 */
export function chaptersLeft(
  startsMs: readonly number[],
  cuts: readonly Stretch[],
  durationMs: number,
): boolean[] {
  const lengths = startsMs.map((startMs, index) => {
    const endMs = startsMs[index + 1] ?? durationMs;
    const leftMs = toProgrammeMs(cuts, endMs) - toProgrammeMs(cuts, startMs);
    return { leftMs, isTouched: endMs - startMs - leftMs > 0.5 };
  });
  const left = lengths.map(
    ({ leftMs, isTouched }) => leftMs >= (isTouched ? leastChapterMs : 0.5),
  );
  const first = lengths.findIndex(({ leftMs }) => leftMs >= 0.5);
  return left.some(Boolean) ? left : lengths.map((_, index) => index === first);
}

/** In order, with those that touch made one. */
export function joinStretches(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { fromMs, toMs } of [...stretches].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else joined.push({ fromMs, toMs });
  }
  return joined;
}

const framesPerSecond = 30;

/** Cuts as they are made: sound and picture are cut where a frame begins. */
export function cutsOnFrames(cuts: readonly Stretch[]): Stretch[] {
  const onFrame = (ms: number): number =>
    (Math.round((ms * framesPerSecond) / 1000) * 1000) / framesPerSecond;
  return joinStretches(cuts).map(({ fromMs, toMs }) => ({
    fromMs: onFrame(fromMs),
    toMs: onFrame(toMs),
  }));
}
