import type { Chapter } from '../../server/protocol/rest.ts';
import type { TimelineEvent } from '../contract/timeline.ts';

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
