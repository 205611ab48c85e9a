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

/** Cuts the edit list into chunks of 720 frames; the last one is shorter. */
export function planChunks(entries: readonly EditEntry[]): Chunk[] {
  const endFrame = entries.at(-1)?.endFrame ?? 0;
  return Array.from({ length: Math.ceil(endFrame / chunkFrames) }, (_, index) => {
    const from = index * chunkFrames;
    const to = Math.min(from + chunkFrames, endFrame);
    const parts = entries
      .filter((entry) => entry.startFrame < to && entry.endFrame > from)
      .map((entry): ChunkPart => {
        const startFrame = Math.max(entry.startFrame, from);
        const frames = Math.min(entry.endFrame, to) - startFrame;
        return { startFrame, frames, offset: startFrame - from, entry };
      });
    return { index, frames: to - from, parts };
  });
}
