import type { TimelineEvent } from '../media/contract/timeline.ts';
import { exportQuestionsCsv } from './questions/question-export.ts';
import type { StoredBoard, StoredQuestion } from './questions/question.ts';

/** What an export says of questions where no database can be asked: those that were answered in the session, and how. */
const toldOnly = {
  ...{ sessionId: '', version: 1, state: 'answered', originalText: undefined },
  ...{
    askerKey: '',
    askerSessionId: undefined,
    askerMode: 'anonymous',
    displayName: '',
    place: '',
  },
  ...{ askedAtMs: undefined, queueRank: undefined, isPinned: false, isHeld: false },
  ...{ dismissReason: undefined, labels: [], answeredBy: undefined },
  ...{ answerStartMs: undefined, answerEndMs: undefined, mergedIntoId: undefined },
  ...{ stateBefore: undefined, carriedFromId: undefined, replies: [], history: [] },
} as const satisfies Partial<StoredQuestion>;

/**
 * The questions of a recording, as a table that spreadsheets open. Times of answers are those of the recording.
 * @param board what the database knows: also what was left open, answered afterwards, or declined. Without it there is
 * what the timeline tells.
 */
export function questionsFile(
  board: StoredBoard | undefined,
  events: readonly TimelineEvent[],
  zeroUs: number,
): string {
  const told = readTimeline(events, zeroUs);
  if (!board) {
    const questions = [...told.values()].map((question, index) => ({
      ...question,
      number: index + 1,
    }));
    return exportQuestionsCsv({ settings: undefined, questions, votes: [], muted: [] });
  }
  const questions = board.questions.map((question) => {
    const { answerStartMs, answerEndMs } = told.get(question.questionId) ?? {};
    return answerStartMs === undefined ? question : { ...question, answerStartMs, answerEndMs };
  });
  return exportQuestionsCsv({ ...board, questions });
}

/** By id, in the order of their first answers. The last wording counts, and the last time it was answered aloud. */
function readTimeline(
  events: readonly TimelineEvent[],
  zeroUs: number,
): Map<string, StoredQuestion> {
  const found = new Map<string, StoredQuestion>();
  const toMs = (monoUs: number): number => Math.round((monoUs - zeroUs) / 1_000);
  for (const event of events) {
    if (event.type === 'question.delete') found.delete(event.questionId);
    if (!isAnswer(event)) continue;
    const { questionId, title, answeredBy, monoUs, wallMs } = event;
    const at = new Date(wallMs);
    const known = found.get(questionId) ?? {
      ...{ ...toldOnly, labels: [], replies: [], history: [] },
      ...{ questionId, number: 0, text: title, askedAt: at },
    };
    const question: StoredQuestion = { ...known, text: title };
    if (event.type === 'answer.typed') {
      const reply = { answerId: '', authorKey: '', isPrivate: false, answeredAt: at };
      question.replies = [...known.replies, { ...reply, text: event.text, answeredBy }];
    } else {
      question.answeredBy = answeredBy || undefined;
      if (event.type === 'answer.start') question.answerStartMs = toMs(monoUs);
      question.answerEndMs = event.type === 'answer.end' ? toMs(monoUs) : undefined;
    }
    found.set(questionId, question);
  }
  return found;
}

type AnswerEvent = Extract<TimelineEvent, { type: `answer.${string}` }>;

const isAnswer = (event: TimelineEvent): event is AnswerEvent =>
  event.type.startsWith('answer.');
