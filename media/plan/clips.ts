import type { Chapter } from '../../server/protocol/rest.ts';
import type { EditEntry } from './edit-list.ts';
import { framesPerSecond, toMs } from './frame-grid.ts';
import type { Around } from './sound-grid.ts';

/** A sound that is heard before or after the session, with a card for a picture. FLAC, 48 kHz, in the object store. */
export type Clip = {
  key: string;
  durationMs: number;
  layout: 'title' | 'end' | 'answer';
  /** Of an answer: the question, which is its chapter's title too; and who answers. */
  question?: string;
  answeredBy?: string;
};

export type Clips = { before: readonly Clip[]; after: readonly Clip[] };
export const noClips: Clips = { before: [], after: [] };

/** A clip fills whole frames, so that what follows it stays on the session's frames. */
export const clipFrames = ({ durationMs }: Pick<Clip, 'durationMs'>): number =>
  // A length in whole frames is not exact in floating point.
  Math.max(1, Math.ceil((durationMs * framesPerSecond) / 1_000 - 1e-6));

export const framesOf = (clips: readonly Clip[]): number =>
  clips.reduce((sum, clip) => sum + clipFrames(clip), 0);

/** How long they are before and after the session. */
export const lengthsOf = ({ before, after }: Clips): Around => ({
  leadMs: toMs(framesOf(before)),
  trailMs: toMs(framesOf(after)),
});

/**
 * The cards that are seen while clips are heard. Before the session they stand on frames below 0, after it beyond its
 * end: the session keeps its own, and is not rendered again for them.
 * @param endFrame of the session, cuts included.
 */
export function clipEntries({ before, after }: Clips, endFrame: number) {
  return {
    before: layOut(before, -framesOf(before)),
    after: layOut(after, endFrame),
  };
}

function layOut(clips: readonly Clip[], from: number): EditEntry[] {
  let startFrame = from;
  return clips.map((clip): EditEntry => {
    const { layout, question, answeredBy } = clip;
    const entry = {
      ...{ startFrame, endFrame: startFrame + clipFrames(clip), layout, slots: [] },
      ...(question === undefined ? {} : { question }),
      ...(answeredBy === undefined ? {} : { answeredBy }),
    };
    startFrame = entry.endFrame;
    return entry;
  });
}

/**
 * Chapters of the answers that follow the session.
 * @param fromMs of the programme: where the first clip behind the session begins.
 */
export function clipChapters(after: readonly Clip[], fromMs: number): Chapter[] {
  return after.flatMap(({ question }, index) =>
    question === undefined
      ? []
      : {
          startMs: Math.round(fromMs + toMs(framesOf(after.slice(0, index)))),
          title: question.replace(/\s+/gu, ' '),
          kind: 'question' as const,
        },
  );
}
