import type { Chapter } from '../../server/protocol/rest.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { answererInNotes, noteWords, questionInNotes } from './show-notes.ts';

/** What is left out of an episode because its people were taken out of the recording. */
export type Withdrawn = {
  takeIds: readonly string[];
  /** Under which they were recorded; none is empty. */
  names: readonly string[];
  /** Asked under those names. */
  questions: readonly { questionId: string; text: string }[];
};

/** As if their questions had been deleted in the room, and nobody had written down who answered. */
export function forgetInEvents(
  events: readonly TimelineEvent[],
  { names, questions }: Withdrawn,
): TimelineEvent[] {
  const ids = new Set(questions.map(({ questionId }) => questionId));
  return events
    .filter((event) => !('questionId' in event && ids.has(event.questionId)))
    .map((event) =>
      'answeredBy' in event && names.includes(event.answeredBy)
        ? { ...event, answeredBy: '' }
        : event,
    );
}

/** A host's own chapters, without those that name them or ask what they asked. The first is the session's, and stays. */
export function forgetInChapters(
  chapters: readonly Chapter[],
  { names, questions }: Withdrawn,
): Chapter[] {
  const texts = new Set(questions.map(({ text }) => text));
  return chapters.filter(
    ({ title }, index) =>
      index === 0 || !(texts.has(title) || names.some((name) => title.includes(name))),
  );
}

/** Notes without what they asked and without their name under an answer, as the draft put them; all else stays. */
export function forgetInNotes(
  notes: string,
  { names, questions }: Pick<Withdrawn, 'names' | 'questions'>,
): string {
  const asked = questions.map(({ text }) => questionInNotes(text));
  const answerers = names.map(answererInNotes);
  const lines = notes.split('\n');
  const kept = lines
    .filter((line) => !asked.some((start) => line.startsWith(start)))
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
