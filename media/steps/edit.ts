import type { Chapter } from '../../server/protocol/rest.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { Step } from '../jobs/step.ts';
import type { Answered } from '../plan/answers.ts';
import { planChapters } from '../plan/chapters.ts';
import type { SlideShown } from '../plan/slides.ts';
import type { EditEntry } from '../plan/edit-list.ts';
import { arrangePictures, type SpokenStem } from './arrange-pictures.ts';
import { keepReview } from './keep-review.ts';

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
  version: 5,
  async run(input, tools) {
    const { takes, stems, durationMs, marks, answers, sessionTitle, language, slides } = input;
    const { entries, speakers, envelopes } = await arrangePictures({
      ...{ durationMs, takes, stems },
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
    const heard = takes.filter(({ source }) => source === 'screen-audio');
    const screens = [...new Map(heard.map((take) => [take.peerId, take.displayName]))].map(
      ([peerId, displayName]) => ({ peerId, displayName }),
    );
    await keepReview({ durationMs, people, screens, chapters, answers: [...answers] }, tools);
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
