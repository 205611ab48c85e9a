import type {
  Question,
  QuestionCounts,
  QuestionSettings,
} from '../../server/protocol/questions.ts';
import type { RequestOutput } from '../../server/protocol/protocol.ts';
import type { NamedNotice } from './room-view.ts';

/** What this page knows of the audience's questions. Read whole on arrival; moved on by notices. Never changed in place. */
export type QuestionsView = {
  settings: QuestionSettings;
  counts: QuestionCounts;
  questions: ReadonlyMap<string, Question>;
  /** Those this person supports. */
  voted: ReadonlySet<string>;
  /** This person may not ask. */
  isMuted: boolean;
};

export function openQuestionsView(read: RequestOutput<'questions:read'>): QuestionsView {
  return {
    ...read,
    questions: new Map(read.questions.map((question) => [question.questionId, question])),
    voted: new Set(read.voted),
  };
}

/** The questions after one notice. What is older than what is known, or about other things, changes nothing. */
export function applyQuestionNotice(view: QuestionsView, named: NamedNotice): QuestionsView {
  const { name, notice } = named;
  if (name === 'questions:changed') return withQuestions(view, notice);
  if (name === 'votes:changed') return withVotes(view, notice.votes);
  if (name === 'questions:configured') return { ...view, settings: notice };
  if (name === 'questions:counted') return { ...view, counts: notice };
  if (name === 'asker:muted') return { ...view, isMuted: notice.isMuted };
  return view;
}

/** With questions as the hub just told them, unless newer versions are known; and without those that are gone. */
export function withQuestions(
  view: QuestionsView,
  told: { questions: readonly Question[]; gone?: readonly string[] },
): QuestionsView {
  const questions = new Map(view.questions);
  for (const question of told.questions) {
    const known = questions.get(question.questionId);
    if (!known || known.version <= question.version)
      questions.set(question.questionId, question);
  }
  for (const questionId of told.gone ?? []) questions.delete(questionId);
  return { ...view, questions };
}

/** With this person's vote as the hub counted it. */
export function withVote(
  view: QuestionsView,
  questionId: string,
  { isFor, votes }: { isFor: boolean; votes: number },
): QuestionsView {
  const voted = new Set(view.voted);
  if (isFor) voted.add(questionId);
  else voted.delete(questionId);
  return { ...withVotes(view, [{ questionId, votes }]), voted };
}

/**
 * The view as this person should see it while their own presses are on their way: their vote is shown at once, on top
 * of what the hub counted without it.
 */
export function withWishes(
  view: QuestionsView,
  wishes: ReadonlyMap<string, boolean>,
): QuestionsView {
  let shown = view;
  for (const [questionId, isFor] of wishes) {
    const votes = view.questions.get(questionId)?.votes;
    if (votes === undefined || isFor === view.voted.has(questionId)) continue;
    shown = withVote(shown, questionId, {
      isFor,
      votes: Math.max(0, votes + (isFor ? 1 : -1)),
    });
  }
  return shown;
}

function withVotes(
  view: QuestionsView,
  counted: readonly { questionId: string; votes: number }[],
): QuestionsView {
  const questions = new Map(view.questions);
  for (const { questionId, votes } of counted) {
    const known = questions.get(questionId);
    if (known && known.votes !== votes) questions.set(questionId, { ...known, votes });
  }
  return { ...view, questions };
}
