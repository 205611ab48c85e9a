import { ladder, sharpRung } from './ladder.ts';

/** Mono, 48 kHz: FLAC makes at most about half of speech. */
const flacOf = (bits: number): number => (48_000 * bits) / 2;
/** A stem and its voice. */
const perPerson = 2 * flacOf(16);
/** Mix and master: two channels of 24 bits each, and nearly the same in both. */
const mixes = 2 * 2 * flacOf(24);
/** MP3, M4A, and the AAC that goes with the pictures. */
const encodedSounds = 3 * 128_000;
/**
 * What an encoder that is kept to its rates makes at most, with a large screen shared throughout: a film on it fills all
 * of them, also at half the frames.
 */
const encodedPictures = [...ladder, sharpRung].reduce(
  (sum, { maxBitrate }) => sum + maxBitrate,
  0,
);

/**
 * How much space making an episode takes at most, in bits for each second of the session, beside the takes: they are
 * remuxed once, pictures lie there as chunks and as a package, and what is published once more where objects are here.
 * @param recordedBits what the takes have a second.
 */
export function makingBitsPerSecond(
  { people, recordedBits }: { people: number; recordedBits: number },
  { keepsObjects }: { keepsObjects: boolean },
): number {
  const published = encodedSounds + encodedPictures;
  const sounds = people * perPerson + mixes + encodedSounds;
  return recordedBits + sounds + 2 * encodedPictures + (keepsObjects ? published : 0);
}
