import type { Stretch } from './stretches.ts';

/** The frames of one encoder, of which the first is number `first` of the whole. */
export type Encoded = { first: number; frames: readonly Buffer[] };

/** How far from a border two pieces may be joined: what lies beyond may still feel where its encoder began. Seconds. */
const reach = 0.5;

/** Where levels are wanted to join at a border, on its clock: a frame shares sound with those beside it. Ms. */
export const aroundBorder = (borderMs: number): Stretch => ({
  fromMs: borderMs - 2_000 * reach,
  toMs: borderMs + 2_000 * reach,
});

/**
 * Where two neighbouring pieces may be joined, the quietest place first: what differs there is heard least.
 * @param border the frame that the second piece stands for first.
 * @param levelAt of the sound around the beginning of a frame, dBFS.
 */
export function listJoints(
  border: number,
  framesPerSecond: number,
  levelAt: (frame: number) => number,
): number[] {
  const most = Math.floor(reach * framesPerSecond);
  return Array.from({ length: 2 * most + 1 }, (_, index) => border - most + index)
    .map((frame) => ({ frame, level: levelAt(frame) }))
    .toSorted(
      (a, b) => a.level - b.level || Math.abs(a.frame - border) - Math.abs(b.frame - border),
    )
    .map(({ frame }) => frame);
}

export const frameOf = ({ first, frames }: Encoded, frame: number): Buffer | undefined =>
  frames[frame - first];
