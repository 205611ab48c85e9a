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
