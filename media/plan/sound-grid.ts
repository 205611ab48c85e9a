import type { Stretch } from './stretches.ts';

/**
 * The grid on which finished sound is cut in time. 1.28 s are 61,440 samples at 48 kHz, which are 60 frames of AAC, and
 * 56,448 at 44.1 kHz, which are 49 frames of MP3.
 */
export const unitMs = 1_280;
const unitsPerSlice = 25;
/** One resumable piece of sound. Ms. */
export const sliceMs = unitsPerSlice * unitMs;

/** A take of sound is told apart by pieces of this length. Ms. */
export const soundDigestMs = 5 * unitMs;

/** Of a slice, and of what is encoded before and after it. */
export const aacFrames = { unit: 60, slice: 60 * unitsPerSlice };
export const mp3Frames = { unit: 49, slice: 49 * unitsPerSlice };

/** What filters with a memory need before they give what they would have given anyway: compressor, noise reduction. */
const warmUpUnits = 2;

export type SoundSlice = {
  index: number;
  /** What it stands for, on the session clock. */
  own: Stretch;
  /** What is encoded: a unit before and after it, so that it can be joined where it is quiet. */
  encoded: Stretch;
  /** What is rendered. */
  rendered: Stretch;
};

/** The slices of a session, the last one shorter. */
export function planSlices(durationMs: number): SoundSlice[] {
  const count = Math.max(1, Math.ceil(durationMs / sliceMs));
  return Array.from({ length: count }, (_, index) => {
    const own = { fromMs: index * sliceMs, toMs: Math.min(durationMs, (index + 1) * sliceMs) };
    const around = (before: number, after: number): Stretch => ({
      fromMs: Math.max(0, own.fromMs - before * unitMs),
      toMs: Math.min(durationMs, own.toMs + after * unitMs),
    });
    return { index, own, encoded: around(1, 1), rendered: around(1 + warmUpUnits, 1) };
  });
}
