import type { TimelineEvent } from '../contract/timeline.ts';

/** A question answered aloud. */
export type Answered = { fromMs: number; toMs: number; title: string };

/** Where nothing ended it: after any recording. A step's input is JSON, which has no Infinity. */
const openEndMs = Number.MAX_SAFE_INTEGER;

/** The questions answered aloud while it was being recorded, on the session clock, in their last published wording. */
export function listAnswers(events: readonly TimelineEvent[], zeroUs: number): Answered[] {
  const toMs = (monoUs: number): number => Math.round((monoUs - zeroUs) / 1_000);
  const answers: (Answered & { questionId: string })[] = [];
  const deleted = new Set<string>();
  for (const event of events) {
    if (event.type === 'question.delete') deleted.add(event.questionId);
    if (event.type === 'answer.start') {
      const { questionId, title } = event;
      answers.push({ questionId, fromMs: toMs(event.monoUs), toMs: openEndMs, title });
    }
    if (event.type !== 'answer.end') continue;
    const answer = answers.findLast(({ questionId }) => questionId === event.questionId);
    if (!answer) continue;
    answer.toMs = toMs(event.monoUs);
    answer.title = event.title;
  }
  return answers
    .filter(({ questionId, fromMs }) => fromMs >= 0 && !deleted.has(questionId))
    .map(({ fromMs, toMs: endMs, title }) => ({ fromMs, toMs: endMs, title }));
}
