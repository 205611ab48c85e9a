import type { TimelineEvent } from '../contract/timeline.ts';

/** A question answered aloud. */
export type Answered = { fromMs: number; toMs: number; title: string };

/** As long as an answer that nothing ended is taken to last, where none follows it sooner. */
const longestOpenMs = 15 * 60_000;

/**
 * The questions answered aloud while it was being recorded, on the session clock, in their last published wording. One that
 * nothing ended ends with the beginning of the next.
 */
export function listAnswers(events: readonly TimelineEvent[], zeroUs: number): Answered[] {
  const toMs = (monoUs: number): number => Math.round((monoUs - zeroUs) / 1_000);
  const answers: (Omit<Answered, 'toMs'> & { questionId: string; toMs?: number })[] = [];
  const deleted = new Set<string>();
  for (const event of events) {
    if (event.type === 'question.delete') deleted.add(event.questionId);
    if (event.type === 'answer.start') {
      const { questionId, title } = event;
      answers.push({ questionId, fromMs: toMs(event.monoUs), title });
    }
    if (event.type !== 'answer.end') continue;
    const answer = answers.findLast(({ questionId }) => questionId === event.questionId);
    if (!answer) continue;
    answer.toMs = toMs(event.monoUs);
    answer.title = event.title;
  }
  return answers
    .map(({ toMs: endMs, ...answer }, index) => {
      const openMs = answer.fromMs + longestOpenMs;
      const nextMs = answers[index + 1]?.fromMs ?? openMs;
      return { ...answer, toMs: endMs ?? Math.min(nextMs, openMs) };
    })
    .filter(({ questionId, fromMs }) => fromMs >= 0 && !deleted.has(questionId))
    .map(({ fromMs, toMs: endMs, title }) => ({ fromMs, toMs: endMs, title }));
}
