import { AppError } from '../platform/app-error.ts';
import type { QuestionState } from '../protocol/questions.ts';
import type { Moment, StoredQuestion } from './question.ts';

/** What can be done to a question, as far as its state matters. */
export type QuestionAct =
  | 'vote'
  | 'withdraw'
  | 'edit'
  | 'approve'
  | 'dismiss'
  | 'reopen'
  | 'queue'
  | 'start-answer'
  | 'end-answer'
  | 'reply'
  | 'reply-privately'
  | 'reply-afterwards'
  | 'speak-afterwards'
  | 'merge'
  | 'unmerge'
  | 'defer'
  | 'arrange';

/** In which states each may be done. `arrange` is what staff note about a question: labels, pin, muting. */
export const possibleIn: Record<QuestionAct, readonly QuestionState[]> = {
  // Frozen once answered.
  vote: ['open', 'queued', 'answering'],
  // Not from under an answer that everyone hears, nor after it.
  withdraw: ['pending', 'open', 'queued', 'dismissed', 'merged', 'deferred'],
  edit: ['pending', 'open', 'queued', 'answering', 'answered', 'dismissed', 'merged'],
  approve: ['pending'],
  dismiss: ['pending', 'open', 'queued'],
  reopen: ['queued', 'answered', 'dismissed', 'deferred'],
  queue: ['pending', 'open', 'queued'],
  'start-answer': ['open', 'queued'],
  'end-answer': ['answering'],
  reply: ['pending', 'open', 'queued', 'answering', 'answered'],
  'reply-privately': ['pending', 'open', 'queued', 'answering', 'answered', 'dismissed'],
  // After the end of the session.
  'speak-afterwards': ['pending', 'open', 'queued', 'answered', 'deferred'],
  'reply-afterwards': ['pending', 'open', 'queued', 'answered', 'deferred'],
  merge: ['pending', 'open', 'queued'],
  unmerge: ['merged'],
  defer: ['open', 'queued'],
  arrange: [
    'pending',
    'open',
    'queued',
    'answering',
    'answered',
    'dismissed',
    'merged',
    'deferred',
  ],
};

export const isPossible = (
  act: QuestionAct,
  { state }: Pick<StoredQuestion, 'state'>,
): boolean => possibleIn[act].includes(state);

/** Throws `conflict` where the state of the question does not allow it. */
export function checkPossible(act: QuestionAct, question: Pick<StoredQuestion, 'state'>): void {
  if (isPossible(act, question)) return;
  throw new AppError(
    'conflict',
    `This cannot be done with a question that is ${question.state}.`,
  );
}

/** What everyone may see. */
export const publicStates: readonly QuestionState[] = [
  'open',
  'queued',
  'answering',
  'answered',
  'deferred',
];

/** A pending question may be joined into any that waits; one that all see must not vanish in one that they do not. */
export const mayMergeInto = (
  { state }: Pick<StoredQuestion, 'state'>,
  into: Pick<StoredQuestion, 'state'>,
): boolean =>
  into.state === 'pending' ? state === 'pending' : possibleIn.vote.includes(into.state);

/** The question in another state, as of a moment. What belonged to the state it leaves is gone. */
export function moved(
  question: StoredQuestion,
  state: QuestionState,
  moment: Moment,
  change: Partial<StoredQuestion> = {},
): StoredQuestion {
  return {
    ...question,
    queueRank: undefined,
    dismissReason: undefined,
    mergedIntoId: undefined,
    stateBefore: undefined,
    ...change,
    state,
    version: question.version + 1,
    history: [...question.history, { state, ...moment }],
  };
}

/** The question with something else about it, in the state it is in. */
export const changed = (
  question: StoredQuestion,
  change: Partial<StoredQuestion>,
): StoredQuestion => ({ ...question, ...change, version: question.version + 1 });
