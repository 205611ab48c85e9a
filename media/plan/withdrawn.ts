import { editLimits } from '../../server/protocol/edits.ts';
import type { Chapter } from '../../server/protocol/rest.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { answererInNotes, noteWords, questionInNotes } from './show-notes.ts';

/** What is left out of an episode because its people were taken out of the recording. */
export type Withdrawn = {
  takeIds: readonly string[];
  /** Of those people; none is empty. */
  names: readonly string[];
  /** What they asked. */
  questionIds: readonly string[];
};

/** How what they are to be left out of may speak of them. */
export type Traces = Pick<Withdrawn, 'names'> & {
  /** Wordings of their questions. */
  asked: readonly string[];
};

/** As if their questions had been deleted in the room, and nobody had written down who answered. */
export function forgetInEvents(
  events: readonly TimelineEvent[],
  { names, questionIds }: Pick<Withdrawn, 'names' | 'questionIds'>,
): TimelineEvent[] {
  return events
    .filter((event) => !('questionId' in event && questionIds.includes(event.questionId)))
    .map((event) =>
      'answeredBy' in event && names.includes(event.answeredBy)
        ? { ...event, answeredBy: '' }
        : event,
    );
}

/** Names and questions by which chapters may tell of them, as the timeline still has them. */
export function tracesOf(
  events: readonly TimelineEvent[],
  { names, questionIds }: Withdrawn,
): Traces {
  const asked = events.flatMap((event) =>
    'questionId' in event && 'title' in event && questionIds.includes(event.questionId)
      ? [event.title]
      : [],
  );
  return { names, asked };
}

/** A question as the title of a chapter that a host kept: one line, and no longer than those may be. */
const asTitle = (text: string): string =>
  text.slice(0, editLimits.chapterTitle).replace(/\s+/g, ' ').trim();

/** A host's own chapters, without those that name them or ask what they asked. The first is the session's, and stays. */
export function forgetInChapters(
  chapters: readonly Chapter[],
  { names, asked }: Traces,
): Chapter[] {
  const questions = asked.map(asTitle);
  return chapters.filter(
    ({ title }, index) =>
      index === 0 ||
      !(questions.includes(asTitle(title)) || names.some((name) => title.includes(name))),
  );
}

/** Notes without what they asked and without their name under an answer, as the draft put them; all else stays. */
export function forgetInNotes(notes: string, { names, asked }: Traces): string {
  const questions = asked.map(questionInNotes);
  const answerers = names.map(answererInNotes);
  const lines = notes.split('\n');
  const kept = lines
    .filter((line) => !questions.some((start) => line.startsWith(start)))
    .map((line) =>
      line.startsWith('- **')
        ? answerers.reduce((text, answerer) => text.replace(answerer, ''), line)
        : line,
    );
  return kept.length < lines.length ? withoutEmptyHeading(kept) : kept.join('\n');
}

function withoutEmptyHeading(lines: readonly string[]): string {
  const headings = Object.values(noteWords).map(({ answers }) => `**${answers}**`);
  const at = lines.findIndex((line) => headings.includes(line));
  const next = at < 0 ? -1 : lines.findIndex((line, index) => index > at && line !== '');
  const isEmpty = at >= 0 && !lines[next]?.startsWith('- ');
  if (!isEmpty) return lines.join('\n');
  const after = next < 0 ? [] : lines.slice(next);
  return [...lines.slice(0, at), ...after].join('\n').trimEnd();
}
