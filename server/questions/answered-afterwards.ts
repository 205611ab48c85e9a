import { given } from '../platform/given.ts';
import type { AnsweredAfterwards } from '../protocol/afterwards.ts';
import type { StoredQuestion } from './question.ts';
import type { SpokenAnswer } from './spoken-answer.ts';

export type AfterSession = {
  /** Of the session. */
  endedAt: Date;
  /** Names of people who were taken out of its recording: none of their answers is shown. */
  withdrawn: readonly string[];
  spoken: readonly Pick<SpokenAnswer, 'questionId' | 'answeredBy'>[];
};

/** What of a session's answered questions was answered once it had ended, as everyone may read it. */
export function answeredAfterwards(
  questions: readonly StoredQuestion[],
  { endedAt, withdrawn, spoken }: AfterSession,
): AnsweredAfterwards[] {
  return questions.flatMap(({ questionId, number, text, replies }) => {
    const spokenBy = spoken.find((each) => each.questionId === questionId)?.answeredBy;
    const answers = replies
      .filter((reply) => !reply.isPrivate && reply.answeredAt > endedAt)
      .filter(({ answeredBy }) => !withdrawn.includes(answeredBy))
      .map(({ answerId, text: answer, answeredBy }) => ({
        ...{ answerId, text: answer, answeredBy },
      }));
    if (answers.length === 0 && spokenBy === undefined) return [];
    return [{ number, question: text, answers, ...given({ spokenBy }) }];
  });
}
