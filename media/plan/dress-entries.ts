import type { Answered } from './answers.ts';
import { noClips, type Clips } from './clips.ts';
import { shortestEntry, type EditEntry } from './edit-list.ts';
import { framesPerSecond, toFrame } from './frame-grid.ts';
import type { FrameSpan } from './programme.ts';

/** A name is large for this long when somebody is first seen, and stands this long upon who comes to fill the picture. */
const introductionFrames = 5 * framesPerSecond;
/** A question is shown until it can have been read: this long, and a little longer for each letter. Seconds. */
const leastReading = 5;
const readingPerLetter = 0.06;
const mostReading = 20;
/** The session's own cards, over its first and last moments: its sound goes on below them. */
export const cardsMs = { title: 3_000, end: 4_000 };
/** In a shorter programme they would take too much of it. */
export const shortestWithCardsMs = 120_000;

type Dress = {
  /** Questions answered aloud, on the session clock. */
  answers: readonly Answered[];
  /** Clips with a title or end card of their own: the session's is then not laid over it. */
  clips?: Clips;
};

/**
 * Lays over the compositions what a viewer should read: who is new, which question is being answered, and at both ends
 * what this is. They are divided where something appears or goes; what is below does not change.
 * @param entries those that are seen: see keepEntries.
 */
export function dressEntries(
  entries: readonly EditEntry[],
  { answers, clips = noClips }: Dress,
): EditEntry[] {
  // Of sound alone there is nothing to see but the card: a question takes its place.
  const hasPictures = entries.some(({ layout }) => layout !== 'title');
  const carded = hasPictures ? withCards(entries, clips) : entries;
  const questions = listQuestions(
    hasPictures ? carded.filter((entry) => !isCard(entry)) : carded,
    answers,
  );
  const introductions = listIntroductions(carded);
  const known = listKnown(carded, introductions);
  const edges = [...questions, ...introductions.values(), ...known].flatMap((span) => [
    span.startFrame,
    span.endFrame,
  ]);
  return divide(carded, edges).map((entry): EditEntry => {
    const covers = (span: FrameSpan): boolean =>
      span.startFrame <= entry.startFrame && entry.startFrame < span.endFrame;
    const question = hasPictures && isCard(entry) ? undefined : questions.find(covers);
    const slots = entry.slots.map((slot) => {
      const span = introductions.get(slot.peerId);
      if (span && covers(span) && isPerson(slot)) return { ...slot, isNew: true };
      return known.some(covers) ? { ...slot, isKnown: true } : slot;
    });
    return { ...entry, slots, ...(question ? { question: question.title } : {}) };
  });
}

const isCard = ({ layout }: EditEntry): boolean => layout === 'title' || layout === 'end';
const isPerson = ({ displayName }: EditEntry['slots'][number]): boolean => displayName !== '';

/**
 * When each question is shown: from the first that is seen of its answer, until it can have been read.
 * @param entries those that a question is laid over.
 */
function listQuestions(entries: readonly EditEntry[], answers: readonly Answered[]) {
  return answers.flatMap(({ fromMs, toMs, title }) => {
    const seconds = Math.min(mostReading, leastReading + readingPerLetter * title.length);
    const startFrame = frameAfter(entries, 0, toFrame(fromMs));
    const readFrame = frameAfter(entries, Math.round(seconds * framesPerSecond), startFrame);
    const endFrame = Math.min(toFrame(toMs), readFrame);
    // Where less than a second is left of the answer, it would only flicker.
    const isSeen = frameAfter(entries, shortestEntry - 1, startFrame) < endFrame;
    return isSeen ? [{ startFrame, endFrame, title }] : [];
  });
}

/** When each person is first seen, for as long as their name is large. */
function listIntroductions(entries: readonly EditEntry[]): Map<string, FrameSpan> {
  const spans = new Map<string, FrameSpan>();
  for (const { startFrame, slots } of entries) {
    for (const slot of slots) {
      if (!isPerson(slot) || spans.has(slot.peerId)) continue;
      const endFrame = frameAfter(entries, introductionFrames, startFrame);
      spans.set(slot.peerId, { startFrame, endFrame });
    }
  }
  return spans;
}

/** When somebody who fills the picture alone has been named. Whoever fills it again after others is named again. */
function listKnown(
  entries: readonly EditEntry[],
  introductions: ReadonlyMap<string, FrameSpan>,
): FrameSpan[] {
  const solos: (FrameSpan & { peerId: string })[] = [];
  let before: string | undefined;
  for (const { layout, slots, startFrame, endFrame } of entries) {
    const peerId = layout === 'full' ? slots[0]?.peerId : undefined;
    const last = solos.at(-1);
    if (last && peerId !== undefined && peerId === before) last.endFrame = endFrame;
    else if (peerId !== undefined) solos.push({ peerId, startFrame, endFrame });
    before = peerId;
  }
  return solos.flatMap(({ peerId, startFrame, endFrame }) => {
    const introduced = introductions.get(peerId);
    const isNew = introduced !== undefined && startFrame < introduced.endFrame;
    const fromFrame = isNew
      ? introduced.endFrame
      : frameAfter(entries, introductionFrames, startFrame);
    return fromFrame < endFrame ? [{ startFrame: fromFrame, endFrame }] : [];
  });
}

function withCards(entries: readonly EditEntry[], { before, after }: Clips): EditEntry[] {
  const total = entries.reduce((sum, each) => sum + each.endFrame - each.startFrame, 0);
  if (total < toFrame(shortestWithCardsMs)) return [...entries];
  const hasTitle = before.some(({ layout }) => layout === 'title');
  const hasEnd = after.some(({ layout }) => layout === 'end');
  const first = hasTitle ? -Infinity : frameAfter(entries, toFrame(cardsMs.title));
  const last = hasEnd ? Infinity : frameAfter(entries, total - toFrame(cardsMs.end));
  return divide(entries, [first, last]).map((entry) => {
    if (entry.endFrame <= first) return toCard(entry, 'title');
    return entry.startFrame >= last ? toCard(entry, 'end') : entry;
  });
}

const toCard = ({ startFrame, endFrame }: EditEntry, layout: 'title' | 'end'): EditEntry => ({
  startFrame,
  endFrame,
  layout,
  slots: [],
});

/** The session's frame that comes after so many that are seen, counted from `fromFrame`; at most the last one's end. */
function frameAfter(entries: readonly EditEntry[], frames: number, fromFrame = 0): number {
  let left = frames;
  for (const entry of entries) {
    const startFrame = Math.max(entry.startFrame, fromFrame);
    const seen = Math.max(0, entry.endFrame - startFrame);
    if (left < seen) return startFrame + left;
    left -= seen;
  }
  return entries.at(-1)?.endFrame ?? 0;
}

function divide(entries: readonly EditEntry[], edges: readonly number[]): EditEntry[] {
  const sorted = [...new Set(edges)].toSorted((a, b) => a - b);
  return entries.flatMap((entry) => {
    const within = sorted.filter((edge) => edge > entry.startFrame && edge < entry.endFrame);
    const bounds = [entry.startFrame, ...within, entry.endFrame];
    return bounds.slice(0, -1).map((startFrame, index) => ({
      ...entry,
      startFrame,
      endFrame: bounds[index + 1] ?? entry.endFrame,
    }));
  });
}
