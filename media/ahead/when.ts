import { sliceMs, unitMs } from '../plan/sound-grid.ts';
import type { Chunk } from '../plan/chunk-plan.ts';
import { chunkFrames, toFrame } from '../plan/frame-grid.ts';

/**
 * What may still change a chunk lies nearer than this to the newest packet. A date is the median of nine reports, of
 * which sound has one each 2.5 to 7.5 s, so that four more decide it within 30 s; a stall shows up to 10 s late; somebody
 * who was away for 10 s was there; a card with a question stands for 20 s, unless its answer is shorter. And once more
 * half of that.
 */
const settlesMs = 90_000;
/** All takes are read again at each turn: it must be worth it … */
const leastMoreMs = 120_000;
/** … so that a long session is read seven times its length in all, however long it is. */
const leastMoreShare = 0.15;

/** How long a session must be for the next turn, after one at a length of `lastMs` (0: none). */
export function nextTurnMs(lastMs: number, leastMs = leastMoreMs): number {
  if (lastMs === 0) return settlesMs + leastMs;
  return lastMs + Math.max(leastMs, leastMoreShare * lastMs);
}

/** The chunks that lie safely in the past of a session that goes on. */
export function settledChunks(chunks: readonly Chunk[], durationMs: number): Chunk[] {
  const untilFrame = toFrame(durationMs - settlesMs);
  return chunks.filter(({ index }) => (index + 1) * chunkFrames <= untilFrame);
}

/** Four more reports of a take decide its dates (see above); a little more is allowed for what comes late. */
const soundSettlesMs = 35_000;

/**
 * The same for sound, of which little may be left at the end: people wait for the podcast first. A turn as soon as one more
 * slice is settled; the first for two.
 */
export function nextSoundMs(lastMs: number): number {
  const settled = Math.floor((settledSoundMs(lastMs) - unitMs) / sliceMs);
  return (Math.max(1, settled) + 1) * sliceMs + unitMs + soundSettlesMs;
}

/** Up to where the sound of a session that goes on lies in its past. */
export const settledSoundMs = (durationMs: number): number => durationMs - soundSettlesMs;
