import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { ChunkPart } from './chunk-plan.ts';
import { copiedRung } from './copy-entries.ts';
import type { Slot } from './edit-list.ts';
import { gopFrames, toFrame } from './frame-grid.ts';
import { ladder, sharpRung, type Rung } from './ladder.ts';
import { canvas } from './layout.ts';

/** The qualities a part is drawn in, best first: sharper ones where slides or a large shared screen are to be read. */
export function rungsOf(part: ChunkPart, takes: readonly RemuxedTake[]): readonly Rung[] {
  const isSharp = part.entry.slots.some(
    (slot) => slot.slide ?? isLargeScreen(slot, part, takes),
  );
  return isSharp ? [sharpRung, ...ladder] : ladder;
}

function isLargeScreen(
  { picture }: Slot,
  { startFrame, frames }: ChunkPart,
  takes: readonly RemuxedTake[],
): boolean {
  if (picture?.source !== 'screen') return false;
  const sizes = takes.find(({ takeId }) => takeId === picture.takeId)?.sizes ?? [];
  return sizes.some(({ fromMs, height }, index) => {
    const until = sizes[index + 1];
    const isOver = until !== undefined && toFrame(until.fromMs) <= startFrame;
    return height > canvas.height && !isOver && toFrame(fromMs) < startFrame + frames;
  });
}

/**
 * Which frames of a part are encoded, counted from its beginning. A screen or slides without a face beside them need half
 * of them: every other one of the chunk, so that keyframes stay where they are, and the part's first.
 */
export function encodedFrames(part: ChunkPart): number[] {
  const all = Array.from({ length: part.frames }, (_, frame) => frame);
  if (!isStill(part)) return all;
  return all.filter((frame) => frame === 0 || (part.offset + frame) % 2 === 0);
}

/** Nothing in it moves as faces do. */
export function isStill({ entry: { layout, slots } }: ChunkPart): boolean {
  return layout === 'screen' && slots.every(({ picture }) => picture?.source !== 'camera');
}

/**
 * Where a part's keyframes are in every quality, counted from its beginning: its first frame, and where the chunk's grid of
 * two seconds falls within it, or the groups that are copied begin.
 */
export function keyframesOf({ startFrame, frames, offset, copied }: ChunkPart): number[] {
  if (copied) return copied.groups.map((group) => group.startFrame - startFrame);
  const keyframes = [0];
  const first = (gopFrames - (offset % gopFrames)) % gopFrames;
  for (let frame = first; frame < frames; frame += gopFrames) {
    if (frame > 0) keyframes.push(frame);
  }
  return keyframes;
}

/** The qualities that are encoded of a part; one may be copied. */
export const drawnRungs = (part: ChunkPart, takes: readonly RemuxedTake[]): readonly Rung[] =>
  rungsOf(part, takes).filter((rung) => !part.copied || rung.name !== copiedRung.name);
