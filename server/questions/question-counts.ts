import type { QuestionCounts, QuestionState } from '../protocol/questions.ts';
import type { StoredQuestion } from './question.ts';

type Fate = 'waiting' | 'answered' | 'notTaken' | 'deferred';

/** Undefined: not counted. */
const fates: Record<QuestionState, Fate | undefined> = {
  pending: 'waiting',
  open: 'waiting',
  queued: 'waiting',
  answering: 'waiting',
  answered: 'answered',
  dismissed: 'notTaken',
  deferred: 'deferred',
  withdrawn: undefined,
  // Only where what it was merged into is not known.
  merged: undefined,
};

/** How the questions of a session fare. A merged one fares as what it was merged into. */
export function countQuestions(questions: readonly StoredQuestion[]): QuestionCounts {
  const byId = new Map(questions.map((question) => [question.questionId, question]));
  const rootOf = (question: StoredQuestion): StoredQuestion => {
    const into = question.mergedIntoId && byId.get(question.mergedIntoId);
    return into ? rootOf(into) : question;
  };
  const counts: QuestionCounts = {
    ...{ received: 0, waiting: 0, answered: 0, notTaken: 0, deferred: 0, notTakenBy: {} },
  };
  for (const question of questions) {
    const { state, dismissReason } = rootOf(question);
    const fate = fates[state];
    if (!fate) continue;
    counts.received += 1;
    counts[fate] += 1;
    if (fate !== 'notTaken' || !dismissReason) continue;
    counts.notTakenBy[dismissReason] = (counts.notTakenBy[dismissReason] ?? 0) + 1;
  }
  return counts;
}
