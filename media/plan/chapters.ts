import { editLimits } from '../../server/protocol/edits.ts';
import type { Chapter } from '../../server/protocol/rest.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { Answered } from './answers.ts';
import type { SpeakerCut } from './active-speaker.ts';
import type { SlideShown } from './slides.ts';
import { joinStretches } from './stretches.ts';

export type ChaptersInput = {
  sessionTitle: string;
  /** Of the series, ISO 639-1: chapters are read by its listeners. */
  language: string;
  durationMs: number;
  takes: readonly RemuxedTake[];
  speakers: readonly SpeakerCut[];
  /** What the host marked. */
  marks: readonly { atMs: number; title: string }[];
  /** Questions answered aloud. */
  answers: readonly Answered[];
  /** From listSlides; absent where none were shown. */
  slides?: readonly SlideShown[];
};

/** Chapters nearer to each other than this cannot be told apart on a progress bar. */
const apartMs = 10_000;
/** A question that was answered has its chapter, as near as this to anything else. */
const questionApartMs = 1_000;
/** Someone who speaks this long has a chapter; in a short session less is long. */
const longSpeechMs = 120_000;
const shortSessionShare = 1 / 10;
const leastSpeechMs = 20_000;
/** A question from someone else in between does not end a speech. */
const interruptionMs = 15_000;
/** A screen shared for a moment was a mistake. */
const leastScreenMs = 10_000;

/** Indonesian unless the series is in English. */
function screenTitle(name: string, language: string): string {
  return language.startsWith('en') ? `${name} shares the screen` : `${name} membagikan layar`;
}

/** A question and what the host marked are certain, a shared screen is a fact, a long speech is a guess. */
const rank = { start: 0, question: 1, mark: 2, screen: 3, speaker: 4 } as const;

/**
 * Chapters in order, the first at 0, at least ten seconds apart, and as many as an episode may have: of two that are nearer,
 * or too many, the more certain one stays. Every question stays that begins a second after the one before it, and what the
 * host marked right before it.
 */
export function planChapters(input: ChaptersInput): Chapter[] {
  const candidates = [
    { startMs: 0, title: input.sessionTitle, kind: 'start' as const },
    ...input.marks.map(({ atMs, title }) => ({ startMs: atMs, title, kind: 'mark' as const })),
    // Taken up by mistake, a question gives way to the one that follows at once.
    ...input.answers.toReversed().map(({ fromMs, title }) => ({
      startMs: Math.max(fromMs, questionApartMs),
      title,
      kind: 'question' as const,
    })),
    ...[...findScreens(input), ...findDecks(input), ...findLongSpeeches(input)].filter(
      // A question's chapter goes on until its answer ends.
      ({ startMs }) =>
        !input.answers.some(({ fromMs, toMs }) => startMs >= fromMs && startMs < toMs),
    ),
  ].filter(({ startMs, title }) => startMs >= 0 && startMs < input.durationMs && title !== '');

  const kept: Chapter[] = [];
  for (const chapter of candidates.toSorted((a, b) => rank[a.kind] - rank[b.kind])) {
    const isFree = kept.every(
      (other) => Math.abs(other.startMs - chapter.startMs) >= distance(other, chapter),
    );
    if (isFree && kept.length < editLimits.chapters)
      kept.push({ ...chapter, startMs: Math.round(chapter.startMs) });
  }
  return kept
    .toSorted((a, b) => a.startMs - b.startMs)
    .filter((chapter, index, all) => chapter.title !== all[index - 1]?.title);
}

/** Marks and questions are put where they are by hand: none makes the other disappear. */
function distance(a: Chapter, b: Chapter): number {
  const kinds = [a.kind, b.kind];
  const isByHand = kinds.every((kind) => kind !== 'screen' && kind !== 'speaker');
  return isByHand && kinds.includes('question') ? questionApartMs : apartMs;
}

function findScreens({ takes, language }: ChaptersInput): Chapter[] {
  const screens = takes.filter(({ source }) => source === 'screen');
  const peers = [...new Set(screens.map(({ peerId }) => peerId))];
  return peers.flatMap((peerId) => {
    const theirs = screens.filter((take) => take.peerId === peerId);
    const shared = theirs.map(({ firstMs, lastMs }) => ({ fromMs: firstMs, toMs: lastMs }));
    // A screen that came back at once, after a reload, is the same one.
    return joinStretches(shared, apartMs)
      .filter(({ fromMs, toMs }) => toMs - fromMs >= leastScreenMs)
      .map(({ fromMs }) => ({
        startMs: fromMs,
        title: screenTitle(theirs[0]?.displayName ?? '', language),
        kind: 'screen' as const,
      }));
  });
}

/** Where a deck is first shown. Its page turns are too many to be chapters. */
function findDecks({ slides = [] }: ChaptersInput) {
  const decks = new Set(slides.map(({ deckId }) => deckId));
  return [...decks].flatMap((deckId) => {
    const first = slides.find((slide) => slide.deckId === deckId);
    return first
      ? [{ startMs: first.fromMs, title: first.title, kind: 'screen' as const }]
      : [];
  });
}

function findLongSpeeches({ takes, speakers, durationMs }: ChaptersInput): Chapter[] {
  const longMs = Math.min(
    longSpeechMs,
    Math.max(leastSpeechMs, durationMs * shortSessionShare),
  );
  const speeches: { peerId: string; fromMs: number; toMs: number }[] = [];
  speakers.forEach(({ fromMs, peerId }, index) => {
    const toMs = speakers[index + 1]?.fromMs ?? durationMs;
    const own = speeches.findLast((speech) => speech.peerId === peerId);
    if (own && fromMs - own.toMs <= interruptionMs) own.toMs = toMs;
    else speeches.push({ peerId, fromMs, toMs });
  });
  return speeches
    .filter(({ fromMs, toMs }) => toMs - fromMs >= longMs)
    .map(({ peerId, fromMs }) => ({
      startMs: fromMs,
      title: takes.findLast((take) => take.peerId === peerId)?.displayName ?? '',
      kind: 'speaker' as const,
    }));
}
