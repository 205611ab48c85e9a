/**
 * When each picture of a closed group is decoded, of when each is shown, both in decoding order: as late as possible. The
 * keyframe is decoded when it is shown, which is when its segment begins by the playlist, so that nothing has to be shown
 * later than it was recorded, and no time comes before another that players would not expect it to. Where several must be
 * decoded at one moment, they share the time since the one before.
 */
export function decodeTimes(shown: readonly number[]): number[] {
  const latest = shown.map((_, index) => Math.min(...shown.slice(index, index + depth)));
  const times: number[] = [];
  for (const [index, due] of latest.entries()) {
    const before = times.at(-1);
    if (before === undefined) {
      times.push(due);
      continue;
    }
    const last = latest.lastIndexOf(due);
    times.push(before + Math.floor((due - before) / (last - index + 1)));
  }
  return times;
}

/** No encoder is allowed to keep more pictures waiting for their turn (ITU-T H.264 A.3.1: 16 in all). */
const depth = 17;
