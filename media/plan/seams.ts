/** A segment as a media playlist names it. */
export type SeamedSegment = { durationSeconds: number; isSeam: boolean };

/**
 * How long each section of a programme lasts, in seconds: from one seam to the next, as the segments of any rendition
 * tell it. One section, where nothing changes.
 */
export function sectionSeconds(segments: readonly SeamedSegment[]): number[] {
  const sections: number[] = [];
  for (const { durationSeconds, isSeam } of segments) {
    if (isSeam || sections.length === 0) sections.push(0);
    sections[sections.length - 1] = (sections.at(-1) ?? 0) + durationSeconds;
  }
  return sections;
}

/** Of a media playlist of ours. */
export function readSegments(playlist: string): SeamedSegment[] {
  const segments: SeamedSegment[] = [];
  let isSeam = false;
  for (const line of playlist.split('\n')) {
    if (line === discontinuity) isSeam = true;
    const length = /^#EXTINF:([\d.]+),/.exec(line)?.[1];
    if (length === undefined) continue;
    segments.push({ durationSeconds: Number(length), isSeam });
    isSeam = false;
  }
  return segments;
}

export const discontinuity = '#EXT-X-DISCONTINUITY';
