import type { Stretch } from './stretches.ts';

/**
 * The grid on which finished sound is cut in time. 1.28 s are 61,440 samples at 48 kHz, which are 60 frames of AAC, and
 * 56,448 at 44.1 kHz, which are 49 frames of MP3.
 */
export const unitMs = 1_280;
/** One resumable piece of sound. Ms. */
export const sliceMs = 25 * unitMs;

/** A take of sound is told apart by pieces of this length. Ms. */
export const soundDigestMs = 5 * unitMs;

/** Frames of each encoder in a unit. */
export const framesPerUnit = { aac: 60, mp3: 49 } as const;

/** What filters with a memory need before they give what they would have given anyway: compressor, noise reduction. */
const warmUpUnits = 2;

/** How long the clips before and after the session are. Ms, whole frames of the picture. */
export type Around = { leadMs: number; trailMs: number };
export const nothingAround: Around = { leadMs: 0, trailMs: 0 };

/** All on the session clock: clips lie before 0, and behind its end. */
export type SoundSlice = {
  index: number;
  /** What of the session it stands for. */
  own: Stretch;
  /** The same, with the clips that the first and the last slice bring along. */
  heard: Stretch;
  /** What is encoded: a unit before and after it and what is left to a whole one, so that it can be joined where it is quiet. */
  encoded: Stretch;
  /** What is rendered of the session. */
  rendered: Stretch;
};

/**
 * The slices of a session, the last one shorter. They are cut on the session clock, so that nothing is heard again for a clip
 * of another length; what is encoded begins and ends on whole units of the programme, which begins with the clips before it.
 */
export function planSlices(
  sessionMs: number,
  { leadMs, trailMs }: Around = nothingAround,
): SoundSlice[] {
  const count = Math.max(1, Math.ceil(sessionMs / sliceMs));
  return Array.from({ length: count }, (_, index) => {
    const [isFirst, isLast] = [index === 0, index === count - 1];
    const own = { fromMs: index * sliceMs, toMs: Math.min(sessionMs, (index + 1) * sliceMs) };
    const encoded = {
      fromMs: isFirst ? own.fromMs - leadMs : floorUnits(own.fromMs + leadMs - unitMs) - leadMs,
      toMs: isLast
        ? sessionMs + trailMs
        : Math.min(sessionMs + trailMs, ceilUnits(own.toMs + leadMs + unitMs) - leadMs),
    };
    return {
      index,
      own,
      heard: {
        fromMs: isFirst ? encoded.fromMs : own.fromMs,
        toMs: isLast ? encoded.toMs : own.toMs,
      },
      encoded,
      rendered: {
        fromMs: Math.max(0, floorUnits(encoded.fromMs) - warmUpUnits * unitMs),
        toMs: Math.min(sessionMs, ceilUnits(encoded.toMs)),
      },
    };
  });
}

/** Whole frames of the picture are not exact in floating point. */
const slack = 1e-6;
const floorUnits = (ms: number): number => Math.floor(ms / unitMs + slack) * unitMs;
const ceilUnits = (ms: number): number => Math.ceil(ms / unitMs - slack) * unitMs;
