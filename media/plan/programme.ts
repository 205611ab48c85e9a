import { editLimits } from '../../server/protocol/edits.ts';
import { chaptersLeft } from '../../server/protocol/episode-clock.ts';
import type { Chapter } from '../../server/protocol/rest.ts';
import { clipChapters, framesOf, noClips, type Clips } from './clips.ts';
import { toFrame, toMs } from './frame-grid.ts';
import { joinStretches, type Stretch } from './stretches.ts';

/**
 * What is published of a session: all of it but the host's cuts, between the clips before and after it. The picture's
 * frames are where sound is cut and joined too.
 */
export type Programme = {
  /** Of all of it. Ms. */
  durationMs: number;
  /** Where the session begins in it. Ms. */
  leadMs: number;
  /** What of the session is left; whole frames where clips follow. Ms. */
  sessionMs: number;
  /** On the session's frames, ascending, apart from each other. */
  cuts: FrameSpan[];
};

/** Half-open, in frames of the session. */
export type FrameSpan = { startFrame: number; endFrame: number };

/** Less than this is no episode. */
const shortestMs = 1_000;

/**
 * @param durationMs of the session.
 * @param cuts on the session clock, in any order; what lies outside of the session is left away.
 * @param clips what is heard before and after the session.
 * @throws when next to nothing would be left.
 */
export function planProgramme(
  durationMs: number,
  cuts: readonly Stretch[],
  { before, after }: Clips = noClips,
): Programme {
  const lastFrame = toFrame(durationMs);
  const spans = joinStretches(cuts)
    .map(({ fromMs, toMs: untilMs }) => ({
      startFrame: Math.max(0, toFrame(fromMs)),
      endFrame: Math.min(lastFrame, toFrame(untilMs)),
    }))
    .filter(({ startFrame, endFrame }) => endFrame > startFrame);
  const left = withoutCuts(spans, durationMs);
  if (left < Math.min(shortestMs, durationMs)) {
    throw new Error(`The cuts leave ${left} ms of the session`);
  }
  const leadMs = toMs(framesOf(before));
  const kept = after.length > 0 ? toMs(toFrame(left)) : left;
  return {
    durationMs: leadMs + kept + toMs(framesOf(after)),
    ...{ leadMs, sessionMs: kept, cuts: spans },
  };
}

/** Where a moment of the session is heard in the programme; one inside a cut: where it was cut. Ms. */
export const toProgrammeMs = (
  { cuts, leadMs }: Pick<Programme, 'cuts' | 'leadMs'>,
  sessionMs: number,
): number => leadMs + withoutCuts(cuts, sessionMs);

/** What of the session before this moment is left. Ms. */
function withoutCuts(cuts: readonly FrameSpan[], sessionMs: number): number {
  let gone = 0;
  for (const { startFrame, endFrame } of cuts) {
    const fromMs = toMs(startFrame);
    if (sessionMs <= fromMs) break;
    gone += Math.min(sessionMs, toMs(endFrame)) - fromMs;
  }
  return sessionMs - gone;
}

/** What is left of a span of the session's frames. */
export function keepSpans(span: FrameSpan, cuts: readonly FrameSpan[]): FrameSpan[] {
  const kept: FrameSpan[] = [];
  let { startFrame } = span;
  for (const cut of cuts) {
    if (cut.endFrame <= startFrame) continue;
    if (cut.startFrame >= span.endFrame) break;
    if (cut.startFrame > startFrame) kept.push({ startFrame, endFrame: cut.startFrame });
    startFrame = cut.endFrame;
  }
  if (startFrame < span.endFrame) kept.push({ startFrame, endFrame: span.endFrame });
  return kept;
}

/**
 * The chapters of the programme: the session's that are left of it, and one for each answer that follows
 * it. The first begins with the programme. Where they are too many, the session's last ones are left out.
 * @param chapters of the session.
 * @param durationMs of the session.
 */
export function keepChapters(
  chapters: readonly Chapter[],
  programme: Programme,
  durationMs: number,
  { after }: Clips = noClips,
): Chapter[] {
  const cuts = programme.cuts.map(({ startFrame, endFrame }) => ({
    fromMs: toMs(startFrame),
    toMs: toMs(endFrame),
  }));
  const starts = chapters.map(({ startMs }) => startMs);
  const left = chaptersLeft(starts, cuts, durationMs);
  const kept = chapters
    .filter((_, index) => left[index])
    .map((chapter) => ({
      ...chapter,
      startMs: Math.round(toProgrammeMs(programme, chapter.startMs)),
    }));
  const answers = clipChapters(after, programme.leadMs + programme.sessionMs);
  const [first, ...others] = kept;
  return [
    ...(first ? [{ ...first, startMs: 0 }] : []),
    ...others.slice(0, Math.max(0, editLimits.chapters - 1 - answers.length)),
    ...answers,
  ].slice(0, editLimits.chapters);
}
