import type { TimelineEvent } from '../contract/timeline.ts';

/** A question that was answered in writing, for all, in its last wording. */
export type WrittenAnswer = { question: string; answer: string; answeredBy: string };

/** In the order of their first answers. Several answers to one question follow one another. */
export function listWrittenAnswers(events: readonly TimelineEvent[]): WrittenAnswer[] {
  const answers: (WrittenAnswer & { questionId: string })[] = [];
  const deleted = new Set<string>();
  for (const event of events) {
    if (event.type === 'question.delete') deleted.add(event.questionId);
    if (event.type !== 'answer.typed') continue;
    const { questionId, title, text, answeredBy } = event;
    for (const known of answers) if (known.questionId === questionId) known.question = title;
    answers.push({ questionId, question: title, answer: text, answeredBy });
  }
  return answers
    .filter(({ questionId }) => !deleted.has(questionId))
    .map(({ question, answer, answeredBy }) => ({ question, answer, answeredBy }));
}
