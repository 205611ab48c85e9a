import type { PictureGroup, RemuxedTake } from '../contract/remuxed-take.ts';
import type { EditEntry } from './edit-list.ts';
import { framesPerSecond, segmentFrames, toFrame } from './frame-grid.ts';
import { ladder } from './ladder.ts';
import { canvas, type Rect } from './layout.ts';

/** The quality that pictures are taken over into: they have its size. */
export const copiedRung = ladder[0];

/** A take's pictures that are published as they were recorded, group by group. */
export type Copied = {
  takeId: string;
  groups: readonly CopiedGroup[];
  /** When the group begins that follows the last one, on the take's clock. */
  untilMs: number;
};

export type CopiedGroup = {
  /** On the session's grid, where the keyframe is put. */
  startFrame: number;
  /** On the take's clock. */
  fromMs: number;
  pictures: number;
};

/** Where `copied` is there, the entry is made of it and of nothing else. */
export type PlannedEntry = EditEntry & { copied?: Copied };

/** Why pictures of a camera in H.264 that fills the picture are drawn all the same. */
export type Refusal =
  | 'another size'
  | 'not plain'
  | 'lost packets'
  | 'too few pictures'
  | 'too many pictures'
  | 'keyframes too far apart'
  | 'too many bits'
  | 'beside a keyframe'
  | 'too short';

/** A seam at either end is not worth less. */
const shortestFrames = 10 * framesPerSecond;
/** Players are promised two pictures a second; some of that is needed to put keyframes on the grid. */
const longestMs = 400;
/** Cameras waver. */
const mostPicturesPerFrame = 1.1;

type Run = {
  startFrame: number;
  endFrame: number;
  form: string;
  groups: CopiedGroup[];
  untilMs: number;
};

/**
 * Finds what need not be drawn: one camera that fills the picture, in H.264, upon which nothing is laid, for ten seconds
 * and more. Entries are divided there, at keyframes of the take.
 * @param entries those that are seen: see showEntries.
 * @returns also how many frames of such a camera are drawn for which reason.
 */
export function copyEntries(
  entries: readonly EditEntry[],
  takes: readonly RemuxedTake[],
): { entries: PlannedEntry[]; refused: Map<Refusal, number> } {
  const refused = new Map<Refusal, number>();
  const refuse = (reason: Refusal, frames: number): void => {
    if (frames > 0) refused.set(reason, (refused.get(reason) ?? 0) + frames);
  };
  const planned = entries.flatMap((entry): PlannedEntry[] => {
    const take = fillingTake(entry, takes);
    if (!take) return [entry];
    return divide(entry, take.takeId, findRuns(entry, take, refuse));
  });
  return { entries: planned, refused };
}

/** The take whose pictures are all that is seen. */
function fillingTake(
  { layout, slots, question }: EditEntry,
  takes: readonly RemuxedTake[],
): RemuxedTake | undefined {
  const [slot, ...others] = slots;
  if (layout !== 'full' || !slot?.isKnown || others.length > 0) return undefined;
  const { picture } = slot;
  if (question !== undefined || picture?.source !== 'camera') return undefined;
  const { scaled, crop, place } = picture.fit;
  if (![place, crop, { x: 0, y: 0, ...scaled }].every(isCanvas)) return undefined;
  const take = takes.find(({ takeId }) => takeId === picture.takeId);
  return take?.codec === 'h264' && take.groups ? take : undefined;
}

const isCanvas = ({ x, y, width, height }: Rect): boolean =>
  x === 0 && y === 0 && width === canvas.width && height === canvas.height;

function findRuns(
  entry: EditEntry,
  take: RemuxedTake,
  refuse: (reason: Refusal, frames: number) => void,
): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  let seenFrames = 0;
  const groups = take.groups ?? [];
  for (const [index, group] of groups.entries()) {
    const next = groups[index + 1];
    if (!next) break;
    const [startFrame, endFrame] = [toFrame(group.fromMs), toFrame(next.fromMs)];
    if (startFrame < entry.startFrame) continue;
    if (endFrame > entry.endFrame) break;
    seenFrames += endFrame - startFrame;
    const reason = whyNot(group, next, take);
    if (reason) refuse(reason, endFrame - startFrame);
    if (reason || group.form === undefined) {
      run = undefined;
      continue;
    }
    const { fromMs, pictures, form } = group;
    const untilMs = next.fromMs;
    if (run?.form !== form) {
      run = { startFrame, endFrame, form, groups: [], untilMs };
      runs.push(run);
    }
    run.groups.push({ startFrame, fromMs, pictures });
    run.endFrame = endFrame;
    run.untilMs = untilMs;
  }
  refuse('beside a keyframe', entry.endFrame - entry.startFrame - seenFrames);
  return runs.filter((each) => {
    const isLong = each.endFrame - each.startFrame >= shortestFrames;
    if (!isLong) refuse('too short', each.endFrame - each.startFrame);
    return isLong;
  });
}

function whyNot(
  group: PictureGroup,
  next: PictureGroup,
  { sizes, gaps }: RemuxedTake,
): Refusal | undefined {
  const { fromMs, pictures, bytes } = group;
  const untilMs = next.fromMs;
  const frames = toFrame(untilMs) - toFrame(fromMs);
  const size = sizes.findLast((each) => each.fromMs <= fromMs);
  if (size?.width !== copiedRung.width || size.height !== copiedRung.height) {
    return 'another size';
  }
  if (group.form === undefined) return 'not plain';
  if (gaps.some((gap) => gap.fromMs < untilMs && gap.toMs > fromMs)) return 'lost packets';
  if (group.longestMs > longestMs) return 'too few pictures';
  if (pictures > Math.ceil(mostPicturesPerFrame * frames)) return 'too many pictures';
  if (frames > segmentFrames) return 'keyframes too far apart';
  const mostBits = (copiedRung.maxBitrate * (untilMs - fromMs)) / 1_000;
  return 8 * bytes > mostBits ? 'too many bits' : undefined;
}

function divide(entry: EditEntry, takeId: string, runs: readonly Run[]): PlannedEntry[] {
  const pieces: PlannedEntry[] = [];
  let at = entry.startFrame;
  for (const { startFrame, endFrame, groups, untilMs } of runs) {
    const copied = { takeId, groups, untilMs };
    if (startFrame > at) pieces.push({ ...entry, startFrame: at, endFrame: startFrame });
    pieces.push({ ...entry, startFrame, endFrame, copied });
    at = endFrame;
  }
  if (at < entry.endFrame) pieces.push({ ...entry, startFrame: at });
  return pieces;
}
