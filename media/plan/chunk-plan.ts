import type { Copied, PlannedEntry } from './copy-entries.ts';
import type { EditEntry } from './edit-list.ts';
import { chunkFrames } from './frame-grid.ts';

/** A stretch of one edit entry inside one chunk: what one ffmpeg renders. */
export type ChunkPart = {
  /** On the session's grid. */
  startFrame: number;
  frames: number;
  /** Frames since the chunk began: tells where the chunk's keyframes fall within this part. Below 0 where it is copied. */
  offset: number;
  entry: EditEntry;
  /** Of this part alone. Keyframes are then where the groups begin. */
  copied?: Copied;
};

export type Chunk = { index: number; frames: number; parts: ChunkPart[] };

/**
 * Divides the edit list into chunks on the session's grid of 720 frames. The last one is shorter, and so are those that
 * a host has cut: what lies behind a cut stays as it was rendered. Chunks of which nothing is left are left out. What comes
 * before the session has frames, and chunks, below 0. What is copied is divided at its last keyframe in the chunk.
 */
export function planChunks(entries: readonly PlannedEntry[]): Chunk[] {
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
        const startFrame = divideAt(entry, from);
        const endFrame = divideAt(entry, to);
        return { ...toPart(entry, startFrame, endFrame), offset: startFrame - from };
      })
      .filter((part) => part.frames > 0);
    return { index, frames: parts.reduce((sum, { frames }) => sum + frames, 0), parts };
  });
  return chunks.filter(({ frames }) => frames > 0);
}

/** Where an entry is divided that should be at `frame`, or ends, or begins. */
function divideAt({ startFrame, endFrame, copied }: PlannedEntry, frame: number): number {
  if (frame <= startFrame) return startFrame;
  if (frame >= endFrame) return endFrame;
  const group = copied?.groups.findLast((each) => each.startFrame <= frame);
  return group?.startFrame ?? frame;
}

function toPart(
  { copied, ...entry }: PlannedEntry,
  startFrame: number,
  endFrame: number,
): Omit<ChunkPart, 'offset'> {
  const part = { startFrame, frames: endFrame - startFrame, entry };
  if (!copied) return part;
  const { takeId, groups } = copied;
  const next = groups.find((group) => group.startFrame >= endFrame);
  return {
    ...part,
    copied: {
      takeId,
      groups: groups.filter(
        (group) => group.startFrame >= startFrame && group.startFrame < endFrame,
      ),
      untilMs: next?.fromMs ?? copied.untilMs,
    },
  };
}
