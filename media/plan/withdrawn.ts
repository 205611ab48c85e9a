import { findNames, type NameFinder } from '../../server/platform/find-names.ts';
import { cutText } from '../../server/protocol/cut-text.ts';
import { editLimits } from '../../server/protocol/edits.ts';
import type { Chapter } from '../../server/protocol/rest.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { answererInNotes, noteWords, plain, questionInNotes } from './show-notes.ts';

/** What is left out of an episode because its people were taken out of the recording. */
export type Withdrawn = {
  takeIds: readonly string[];
  /** Of whom nothing that was recorded is left, under whatever name. */
  peerIds: readonly string[];
  /** Of those people; none is empty. */
  names: readonly string[];
  /** What they asked. */
  questionIds: readonly string[];
};

/** Of whom nothing is left: all their takes were taken out. */
export function peersTakenOut(
  takes: readonly { peerId: string; withdrawnAt: Date | null }[],
): string[] {
  const left = new Set(
    takes.filter(({ withdrawnAt }) => !withdrawnAt).map(({ peerId }) => peerId),
  );
  return [...new Set(takes.map(({ peerId }) => peerId))].filter((id) => !left.has(id));
}

/** How what they are to be left out of may speak of them. */
export type Traces = Pick<Withdrawn, 'names'> & {
  /** Wordings of their questions. */
  asked: readonly string[];
};

/**
 * As if their questions had been deleted in the room, and nobody had said their name: people are called nothing, marks
 * and slides that name them have no title, and in words of others an ellipsis stands for it. A session keeps its title.
 */
export function forgetInEvents(
  events: readonly TimelineEvent[],
  { names, peerIds, questionIds }: Omit<Withdrawn, 'takeIds'>,
): TimelineEvent[] {
  const gone = findNames(names);
  return events
    .filter((event) => !('questionId' in event && questionIds.includes(event.questionId)))
    .map((event) => forgetNames(event, gone, peerIds));
}

function forgetNames(
  event: TimelineEvent,
  gone: NameFinder,
  peerIds: readonly string[],
): TimelineEvent {
  switch (event.type) {
    case 'peer.join':
    case 'take.start':
      return gone.has(event.displayName) || peerIds.includes(event.peerId)
        ? { ...event, displayName: '' }
        : event;
    case 'mark':
    case 'mark.rename':
    case 'slide.show':
      // What has no title is no chapter.
      return gone.isIn(event.title) ? { ...event, title: '' } : event;
    case 'answer.start':
    case 'answer.end':
    case 'answer.typed':
      return {
        ...event,
        title: gone.takeOut(event.title),
        ...('text' in event ? { text: gone.takeOut(event.text) } : {}),
        answeredBy: gone.has(event.answeredBy) ? '' : event.answeredBy,
      };
    case 'poll.open':
      return { ...event, question: gone.takeOut(event.question) };
    case 'poll.result':
      return {
        ...event,
        question: gone.takeOut(event.question),
        results: event.results.map((one) => ({ ...one, label: gone.takeOut(one.label) })),
      };
    case 'session.start':
    case 'clock':
    case 'record.on':
    case 'record.off':
    case 'session.end':
    case 'consent':
    case 'peer.leave':
    case 'take.end':
    case 'take.pause':
    case 'take.resume':
    case 'speaker':
    case 'mark.remove':
    case 'poll.close':
    case 'question.delete':
    case 'slide.hide':
    case 'recorder.restart':
    case 'disk.full':
    case 'disk.free':
      return event;
  }
}

/** A question as the title of a chapter that a host kept: one line, and no longer than those may be. */
const asTitle = (text: string): string =>
  cutText(text, editLimits.chapterTitle).normalize('NFC').replace(/\s+/g, ' ').trim();

/**
 * A host's own chapters, without those that name them or ask what they asked. The first stays where it is, under a title
 * that says neither.
 * @param language of the series, ISO 639-1.
 */
export function forgetInChapters(
  chapters: readonly Chapter[],
  { names, asked }: Traces,
  language: string,
): Chapter[] {
  const questions = asked.map(asTitle);
  const gone = findNames(names);
  return chapters.flatMap((chapter, index) => {
    const { title } = chapter;
    if (!questions.includes(asTitle(title)) && !gone.isIn(title)) return [chapter];
    return index === 0 ? [{ ...chapter, title: openingTitle(language) }] : [];
  });
}

const openingTitle = (language: string): string =>
  language.startsWith('en') ? 'Opening' : 'Pembukaan';

/**
 * Notes without what they asked and without their name under an answer, as the draft put them; where it tells what others
 * wrote, an ellipsis stands for the name. All else stays.
 */
export function forgetInNotes(notes: string, { names, asked }: Traces): string {
  const questions = asked.map((question) => questionInNotes(question).normalize('NFC'));
  const answerers = names.map((name) => answererInNotes(name).normalize('NFC'));
  const gone = findNames([...names, ...names.map(plain)]);
  const lines = notes.split('\n');
  let isDrafted = false;
  const kept = lines.flatMap((line) => {
    if (draftedHeadings.includes(line)) isDrafted = true;
    else if (line !== '' && !line.startsWith('- ')) isDrafted = false;
    if (!line.startsWith('- **')) return [line];
    if (questions.some((start) => line.normalize('NFC').startsWith(start))) return [];
    const unsigned = answerers.reduce(
      (text, by) => text.normalize('NFC').replace(by, ''),
      line,
    );
    return [isDrafted ? gone.takeOut(unsigned) : unsigned];
  });
  return kept.length < lines.length ? withoutEmptyHeading(kept) : kept.join('\n');
}

/** Below these the draft puts people's words. */
const draftedHeadings = Object.values(noteWords).flatMap(({ answers, polls }) => [
  `**${answers}**`,
  `**${polls}**`,
]);

function withoutEmptyHeading(lines: readonly string[]): string {
  const headings = Object.values(noteWords).map(({ answers }) => `**${answers}**`);
  const at = lines.findIndex((line) => headings.includes(line));
  const next = at < 0 ? -1 : lines.findIndex((line, index) => index > at && line !== '');
  const isEmpty = at >= 0 && !lines[next]?.startsWith('- ');
  if (!isEmpty) return lines.join('\n');
  const after = next < 0 ? [] : lines.slice(next);
  return [...lines.slice(0, at), ...after].join('\n').trimEnd();
}
