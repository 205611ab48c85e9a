import type { Question } from '../../server/protocol/questions.ts';
import type { QuestionsView } from '../../client/state/questions-view.ts';

/** An open question of somebody else, but for what the test says. */
export function aQuestion(overrides: Partial<Question> = {}): Question {
  const number = overrides.number ?? 1;
  return {
    questionId: `q${number}`,
    number,
    version: 1,
    state: 'open',
    text: 'Bagaimana memulai klub buku?',
    asker: { displayName: 'Siti', place: 'Solok' },
    isMine: false,
    votes: 0,
    askedAt: '2026-11-28T12:30:00.000Z',
    isPinned: false,
    answers: [],
    mergedCount: 0,
    isCarried: false,
    ...overrides,
  };
}

export function aQuestionsView(
  questions: Question[],
  overrides: Partial<QuestionsView> = {},
): QuestionsView {
  return {
    settings: { isOpen: true, preModeration: true, askerMode: 'named' },
    counts: { received: 0, waiting: 0, answered: 0, notTaken: 0, deferred: 0, notTakenBy: {} },
    questions: new Map(questions.map((question) => [question.questionId, question])),
    voted: new Set(),
    isMuted: false,
    ...overrides,
  };
}
