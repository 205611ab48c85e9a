import { toCsv } from '../platform/csv.ts';
import { QuestionBook } from './question-book.ts';
import { morePrivate } from './question-view.ts';
import type { StoredBoard } from './question.ts';

/** Questions as they fared, for whoever has an account here. Who asked is in it as the mode of asking allows. */

export function exportQuestions(stored: StoredBoard) {
  // Names are not compared here: whose question it is does not matter.
  const book = new QuestionBook(stored, (personKey) => personKey);
  const { askerMode } = book.settings;
  const numberOf = (id: string | undefined): number | undefined => book.find(id)?.number;
  return book.questions.map((question) => {
    const { number, state, replies, history } = question;
    const isTold = state !== 'withdrawn';
    const isNamed = isTold && morePrivate(question.askerMode, askerMode) !== 'anonymous';
    return {
      number,
      state,
      // What its asker took back is not told again.
      text: isTold ? (question.originalText ?? question.text) : '',
      editedText: isTold && question.originalText !== undefined ? question.text : undefined,
      asker: isNamed ? question.displayName : '',
      place: isNamed ? question.place : '',
      votes: book.votesFor(question),
      history: history.map(({ state: entered, at, atMs }) => ({
        ...{ state: entered, at: at.toISOString(), sessionMs: atMs },
      })),
      answeredBy: question.answeredBy,
      answerStartMs: question.answerStartMs,
      answerEndMs: question.answerEndMs,
      replies: replies.map(({ text, answeredBy, answeredAt, isPrivate }) => ({
        ...{ text, answeredBy, answeredAt: answeredAt.toISOString(), isPrivate },
      })),
      mergedInto: numberOf(question.mergedIntoId),
      labels: question.labels,
      dismissReason: question.dismissReason,
    };
  });
}

const head = [
  ...['number', 'state', 'text', 'edited_text', 'asker', 'place', 'votes', 'states'],
  ...['answered_by', 'answer_start_ms', 'answer_end_ms', 'replies', 'private_replies'],
  ...['merged_into', 'labels', 'dismiss_reason'],
];

/** One row for each question; what there are several of stands in one cell, a line each. */
export function exportQuestionsCsv(stored: StoredBoard): string {
  const rows = exportQuestions(stored).map((question) => {
    const { replies, history } = question;
    const written = (isPrivate: boolean): string =>
      replies
        .filter((reply) => reply.isPrivate === isPrivate)
        .map(({ answeredBy, text }) => `${answeredBy}: ${text}`)
        .join('\n');
    return [
      ...[question.number, question.state, question.text, question.editedText ?? ''],
      ...[question.asker, question.place, question.votes],
      history.map(({ state, at }) => `${state} ${at}`).join('\n'),
      ...[question.answeredBy ?? '', question.answerStartMs ?? '', question.answerEndMs ?? ''],
      ...[written(false), written(true), question.mergedInto ?? ''],
      ...[question.labels.join('\n'), question.dismissReason ?? ''],
    ];
  });
  return toCsv([head, ...rows]);
}
