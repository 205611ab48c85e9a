import { z } from 'zod';

/** Sounds that hosts send: what a series' episodes begin and end with, and answers spoken after a session. */

export const SeriesSoundPlace = z.enum(['intro', 'outro']);
export type SeriesSoundPlace = z.infer<typeof SeriesSoundPlace>;

/** One that a series has, and where it can be heard. */
export const SeriesSound = z.object({ url: z.string(), durationMs: z.int() });
export type SeriesSound = z.infer<typeof SeriesSound>;

/** A minute of uncompressed sound at 96 kHz and 32 bits is 46 MB; what is usual needs a quarter of this. */
export const soundLimits = {
  seriesMs: 60_000,
  /** Of an answer spoken after the session. */
  spokenMs: 180_000,
  uploadBytes: 48 * 1024 * 1024,
  leastMs: 1_000,
} as const;

/** Why a sound was not taken: in `fields.sound` of an `invalid-input`. */
export const SoundProblem = z.enum([
  'unreadable', // Not WAV, MP3, M4A, Opus, FLAC or WebM; or damaged.
  'no-sound', // A picture, or a film without sound.
  'too-short',
  'too-long',
  'silent',
]);
export type SoundProblem = z.infer<typeof SoundProblem>;
