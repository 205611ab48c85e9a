import type { Chapter } from '../../server/protocol/rest.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { Step } from '../jobs/step.ts';
import { findActiveSpeakers, type Envelope } from '../plan/active-speaker.ts';
import type { Answered } from '../plan/answers.ts';
import { planChapters } from '../plan/chapters.ts';
import type { SlideShown } from '../plan/slides.ts';
import { planEditList, type EditEntry } from '../plan/edit-list.ts';
import { findBreaks } from './find-breaks.ts';
import { keepReview } from './keep-review.ts';
import { readLevels } from './levels-file.ts';

/** What a stem tells about who spoke when. */
export type SpokenStem = {
  peerId: string;
  /** File of float32 (little endian) dBFS, ten a second over the whole session. */
  envelope: string;
  /** Integrated; absent or null where there was only silence. */
  loudnessLufs?: number | null;
};

export type EditInput = {
  sessionTitle: string;
  /** Of the series, ISO 639-1. */
  language: string;
  durationMs: number;
  takes: readonly RemuxedTake[];
  stems: readonly SpokenStem[];
  /** What the host marked, on the session clock. */
  marks: readonly { atMs: number; title: string }[];
  /** Questions answered aloud, on the session clock. */
  answers: readonly Answered[];
  /** From listSlides; absent where none were shown. */
  slides?: readonly SlideShown[];
};

export type EditOutput = {
  durationMs: number;
  /** False when nobody's camera or screen was recorded and no slide shown: then the picture is a title card throughout. */
  hasVideo: boolean;
  entries: EditEntry[];
  chapters: Chapter[];
};

/** Decides what is seen when, and where the chapters are, before a host has a say in it. */
export const editStep: Step<EditInput, EditOutput> = {
  name: 'edit',
  version: 3,
  async run(input, tools) {
    const { takes, stems, durationMs, marks, answers, sessionTitle, language, slides } = input;
    const envelopes = await Promise.all(stems.map(readEnvelope));
    const speakers = findActiveSpeakers(envelopes);
    const seen = await Promise.all(takes.map((take) => withStills(take, tools)));
    const entries = planEditList({
      takes: seen,
      speakers,
      durationMs,
      ...(slides ? { slides } : {}),
    });
    const chapters = planChapters({
      ...{ sessionTitle, language, durationMs, takes, speakers, marks, answers },
      ...(slides ? { slides } : {}),
    });
    const people = envelopes.map(({ peerId, levels }) => {
      const displayName = takes.findLast((take) => take.peerId === peerId)?.displayName ?? '';
      return { peerId, displayName, levels };
    });
    await keepReview({ durationMs, people, chapters, answers: [...answers] }, tools);
    return {
      durationMs,
      hasVideo: entries.some(({ slots }) =>
        slots.some(({ picture, slide }) => picture ?? slide),
      ),
      entries,
      chapters,
    };
  },
};

async function readEnvelope({ peerId, envelope, loudnessLufs }: SpokenStem): Promise<Envelope> {
  const levels = await readLevels(envelope);
  return { peerId, levels, ...(loudnessLufs == null ? {} : { loudnessLufs }) };
}

/** A camera that sent nothing for a while, though nobody paused it, counts as off for that while. */
async function withStills(
  take: RemuxedTake,
  tools: Parameters<typeof findBreaks>[1],
): Promise<RemuxedTake> {
  if (take.source !== 'camera' || take.frames === 0) return take;
  return { ...take, gaps: [...take.gaps, ...(await findBreaks(take, tools))] };
}
