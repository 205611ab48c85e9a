import type { Question } from '../../server/protocol/questions.ts';
import { answeringQuestion } from './question-lists.ts';
import type { QuestionsView } from './questions-view.ts';

/** Something about questions that a person should hear of without looking for it. */
export type QuestionNews =
  | { kind: 'answering'; question: Question }
  | { kind: 'answering-ended' }
  | { kind: 'mine'; what: MyNews; question: Question };

/** What became of one's own question. */
export type MyNews =
  | 'approved'
  | 'queued'
  | 'answering'
  | 'answered'
  | 'replied-privately'
  | 'dismissed'
  | 'merged'
  | 'deferred';

/** What changed from one view to the next. Of one's own question only what others did to it is news. */
export function questionNews(before: QuestionsView, now: QuestionsView): QuestionNews[] {
  const news: QuestionNews[] = [];
  const [was, is] = [answeringQuestion(before), answeringQuestion(now)];
  if (is && is.questionId !== was?.questionId && !is.isMine) {
    news.push({ kind: 'answering', question: is });
  }
  if (was && !is) news.push({ kind: 'answering-ended' });
  for (const question of now.questions.values()) {
    const known = before.questions.get(question.questionId);
    if (!question.isMine || !known || known === question) continue;
    const what = myNews(known, question);
    if (what) news.push({ kind: 'mine', what, question });
  }
  return news;
}

function myNews(was: Question, is: Question): MyNews | undefined {
  const privately = (question: Question): number =>
    question.answers.filter(({ isPrivate }) => isPrivate).length;
  if (privately(is) > privately(was)) return 'replied-privately';
  if (was.state === is.state) return undefined;
  switch (is.state) {
    case 'open':
      return was.state === 'pending' ? 'approved' : undefined;
    case 'queued':
    case 'answering':
    case 'answered':
    case 'dismissed':
    case 'merged':
    case 'deferred':
      return is.state;
    case 'pending':
    case 'withdrawn':
      return undefined;
  }
}
