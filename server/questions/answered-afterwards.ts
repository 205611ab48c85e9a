import { findNames } from '../platform/find-names.ts';
import { given } from '../platform/given.ts';
import type { AnsweredAfterwards } from '../protocol/afterwards.ts';
import type { Question } from '../protocol/questions.ts';
import type { StoredQuestion } from './question.ts';
import type { SpokenAnswer } from './spoken-answer.ts';

export type AfterSession = {
  /** Of the session. */
  endedAt: Date;
  /** Names of people who were taken out of its recording: none of their answers is shown, nor their name in others'. */
  withdrawn: readonly string[];
  spoken: readonly Pick<SpokenAnswer, 'questionId' | 'answeredBy'>[];
};

/** What of a session's answered questions was answered once it had ended, as everyone may read it. */
export function answeredAfterwards(
  questions: readonly StoredQuestion[],
  { endedAt, withdrawn, spoken }: AfterSession,
): AnsweredAfterwards[] {
  const gone = findNames(withdrawn);
  return questions.flatMap(({ questionId, number, text, replies }) => {
    const spokenBy = spoken.find((each) => each.questionId === questionId)?.answeredBy;
    const answers = replies
      .filter((reply) => !reply.isPrivate && reply.answeredAt > endedAt)
      .filter(({ answeredBy }) => !gone.has(answeredBy))
      .map(({ answerId, text: answer, answeredBy }) => ({
        ...{ answerId, text: gone.takeOut(answer), answeredBy },
      }));
    if (answers.length === 0 && spokenBy === undefined) return [];
    return [{ number, question: gone.takeOut(text), answers, ...given({ spokenBy }) }];
  });
}

/** A question as its asker sees it, without what people answered who were taken out of the recording. */
export function withoutAnswersOf(
  { answeredBy, ...question }: Question,
  withdrawn: readonly string[],
): Question {
  const gone = findNames(withdrawn);
  return {
    ...question,
    ...given({ answeredBy: gone.has(answeredBy ?? '') ? undefined : answeredBy }),
    answers: question.answers
      .filter((answer) => !gone.has(answer.answeredBy))
      .map((answer) => ({ ...answer, text: gone.takeOut(answer.text) })),
  };
}
