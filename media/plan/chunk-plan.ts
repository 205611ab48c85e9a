import type { EditEntry } from './edit-list.ts';
import { chunkFrames } from './frame-grid.ts';

/** A stretch of one edit entry inside one chunk: what one ffmpeg renders. */
export type ChunkPart = {
  /** On the session's grid. */
  startFrame: number;
  frames: number;
  /** Frames since the chunk began: tells where the chunk's keyframes fall within this part. */
  offset: number;
  entry: EditEntry;
};

export type Chunk = { index: number; frames: number; parts: ChunkPart[] };

/**
 * Divides the edit list into chunks on the session's grid of 720 frames. The last one is shorter, and so are those that
 * a host has cut: what lies behind a cut stays as it was rendered. Chunks of which nothing is left are left out. What comes
 * before the session has frames, and chunks, below 0.
 */
export function planChunks(entries: readonly EditEntry[]): Chunk[] {
  const endFrame = entries.at(-1)?.endFrame ?? 0;
  const firstIndex = Math.min(0, Math.floor((entries[0]?.startFrame ?? 0) / chunkFrames));
  const count = Math.ceil(endFrame / chunkFrames) - firstIndex;
  const chunks = Array.from({ length: count }, (_, nth) => {
    const index = firstIndex + nth;
    const from = index * chunkFrames;
    const to = from + chunkFrames;
    const parts = entries
      .filter((entry) => entry.startFrame < to && entry.endFrame > from)
      .map((entry): ChunkPart => {
        const startFrame = Math.max(entry.startFrame, from);
        const frames = Math.min(entry.endFrame, to) - startFrame;
        return { startFrame, frames, offset: startFrame - from, entry };
      });
    return { index, frames: parts.reduce((sum, { frames }) => sum + frames, 0), parts };
  });
  return chunks.filter(({ frames }) => frames > 0);
}
