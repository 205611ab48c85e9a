import { followedMs } from '../capture/follow-recording.ts';
import type { Chunk } from '../plan/chunk-plan.ts';
import { chunkFrames, toFrame } from '../plan/frame-grid.ts';
import { sliceMs, soundDigestMs, unitMs } from '../plan/sound-grid.ts';

/**
 * How long a session must be for the next turn, after one at a length of `lastMs` (0: none): as soon as one more slice of
 * its sound is settled; the first for two.
 */
export function nextTurnMs(lastMs: number): number {
  const settled = Math.floor((settledSoundMs(lastMs - followedMs) - unitMs) / sliceMs);
  return firstLengthMs((Math.max(1, settled) + 1) * sliceMs + unitMs);
}

/** When sound up to here is settled. */
const firstLengthMs = (soundMs: number): number =>
  Math.ceil(soundMs / soundDigestMs) * soundDigestMs + followedMs;

/** Up to where sound is as it will be, of takes that are settled up to `settledMs`: pieces are told apart as wholes. */
export const settledSoundMs = (settledMs: number): number =>
  Math.floor(settledMs / soundDigestMs) * soundDigestMs;

/**
 * What may still change a chunk is nearer than this to where decisions end: a stall shows up to 10 s late, somebody who
 * was away for 10 s was there, and a card with a question stands for 20 s, unless its answer is shorter.
 */
const shownMs = 20_000;

/** The chunks that lie safely in the past of a session of which all is known up to `heardMs`. */
export function settledChunks(chunks: readonly Chunk[], heardMs: number): Chunk[] {
  const untilFrame = toFrame(heardMs - shownMs);
  return chunks.filter(({ index }) => (index + 1) * chunkFrames <= untilFrame);
}
