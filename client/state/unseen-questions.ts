import type { Question, QuestionState } from '../../server/protocol/questions.ts';
import type { QuestionsView } from './questions-view.ts';

/** The questions as they were when this person last looked. */
export type SeenQuestions = ReadonlyMap<string, Question>;

const shownToAll: readonly QuestionState[] = ['open', 'queued', 'answering', 'answered'];

/** How many are new to this person: others' questions never seen, and one's own that fare differently now. */
export function unseenCount(seen: SeenQuestions, { questions }: QuestionsView): number {
  let count = 0;
  for (const question of questions.values()) {
    const before = seen.get(question.questionId);
    const isNews = question.isMine
      ? before !== undefined &&
        (before.state !== question.state || before.answers.length !== question.answers.length)
      : before === undefined && shownToAll.includes(question.state);
    if (isNews) count += 1;
  }
  return count;
}
