/** One media segment as it lies on disk. */
export type MeasuredSegment = { bytes: number; durationMs: number };

/** Bits per second. */
export type Bandwidth = { peak: number; average: number };

/**
 * Peak and average bit rate of a rendition, from its real segments, as draft-pantos-hls-rfc8216bis defines them: the
 * peak is that of the fastest run of neighbouring segments that lasts between half and one and a half target durations.
 */
export function measureBandwidth(
  segments: readonly MeasuredSegment[],
  targetMs: number,
): Bandwidth {
  const average = rate(segments);
  let peak = 0;
  for (let from = 0; from < segments.length; from += 1) {
    let durationMs = 0;
    for (let to = from + 1; to <= segments.length; to += 1) {
      durationMs += segments[to - 1]?.durationMs ?? 0;
      if (durationMs > 1.5 * targetMs) break;
      if (durationMs >= 0.5 * targetMs) peak = Math.max(peak, rate(segments.slice(from, to)));
    }
  }
  // Something shorter than half a segment has no such run, and is its own peak.
  return { peak: Math.ceil(Math.max(peak, average)), average: Math.ceil(average) };
}

function rate(segments: readonly MeasuredSegment[]): number {
  const bits = segments.reduce((sum, { bytes }) => sum + bytes * 8, 0);
  const durationMs = segments.reduce((sum, segment) => sum + segment.durationMs, 0);
  return durationMs > 0 ? (bits * 1_000) / durationMs : 0;
}
