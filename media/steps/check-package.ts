import { framesPerSecond, toFrame } from '../plan/frame-grid.ts';
import type { SeamedSegment } from '../plan/seams.ts';

/** Sound and picture may differ by this much at the end before a listener could notice. */
const toleranceSeconds = 0.05;

type Segments = { segments: readonly SeamedSegment[] };
type Package = { durationMs: number; video: readonly Segments[]; audio: Segments };

/**
 * Refuses to publish what players would stumble over: renditions that do not share their boundaries, a picture that is
 * not as long as the session, or sound that is not as long as the picture.
 */
export function checkPackage({ durationMs, video, audio }: Package): void {
  const expected = toFrame(durationMs) / framesPerSecond;
  const boundaries = (rendition: Segments): string =>
    rendition.segments
      .map(
        ({ durationSeconds, isSeam }) => `${durationSeconds}${isSeam ? ' after a seam' : ''}`,
      )
      .join();
  for (const rendition of video) {
    if (boundaries(rendition) !== boundaries(video[0] ?? rendition)) {
      throw new Error('The renditions have different segment boundaries');
    }
    if (Math.abs(lengthOf(rendition) - expected) > 1e-6) {
      throw new Error(`The picture lasts ${lengthOf(rendition)} s instead of ${expected} s`);
    }
  }
  const seams = (rendition: Segments): string =>
    rendition.segments.map(({ isSeam }) => isSeam).join();
  if (seams(audio) !== seams(video[0] ?? audio)) {
    throw new Error('The sound has not the seams of the picture');
  }
  if (Math.abs(lengthOf(audio) - expected) > toleranceSeconds) {
    throw new Error(`The sound lasts ${lengthOf(audio)} s and the picture ${expected} s`);
  }
}

function lengthOf({ segments }: Segments): number {
  return segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
}
