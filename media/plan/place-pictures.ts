import { ticksPerFrame, videoTimescale } from './frame-grid.ts';

const ticksPerMs = videoTimescale / 1_000;
/** The least between two pictures: players count in milliseconds. */
const apartTicks = ticksPerMs;

/**
 * When each picture of a group is shown, in ticks of the session: the keyframe on its frame of the grid, as in all other
 * qualities, the others when they were recorded, in their order, and all before the next group.
 * @param recordedMs on the take's clock.
 */
export function placePictures(
  recordedMs: readonly number[],
  { startFrame, endFrame }: { startFrame: number; endFrame: number },
): number[] {
  const endTicks = endFrame * ticksPerFrame;
  let last = startFrame * ticksPerFrame;
  return recordedMs.map((ms, index) => {
    if (index === 0) return last;
    const latest = endTicks - (recordedMs.length - index) * apartTicks;
    last = Math.max(last + apartTicks, Math.min(Math.round(ms * ticksPerMs), latest));
    return last;
  });
}
