import type { ParsedInput } from '../protocol/protocol.ts';
import type { Caller } from '../rooms/room-floor.ts';
import { holdsWord } from './held-words.ts';
import type { QuestionBook } from './question-book.ts';
import { kindOf, morePrivate } from './question-view.ts';
import type { Moment, StoredQuestion } from './question.ts';

/** All that matters of who asks. */
export type Asker = Pick<Caller, 'personKey' | 'role' | 'displayName'>;

type Asked = {
  sessionId: string;
  input: ParsedInput<'question:ask'>;
  caller: Asker;
  moment: Moment;
};

/** A new question as it is to be stored: open to all, or waiting for a moderator. Who may ask was decided before. */
export function newQuestion(
  book: QuestionBook,
  { sessionId, input, caller, moment }: Asked,
): StoredQuestion {
  const { preModeration, heldWords, askerMode: mode } = book.settings;
  const askerMode = morePrivate(input.askerMode, mode);
  const isStaff = kindOf(caller.role) === 'staff';
  const isHeld = !isStaff && holdsWord(input.text, heldWords);
  const state = isHeld || (preModeration && !isStaff) ? 'pending' : 'open';
  const who =
    askerMode === 'anonymous'
      ? { displayName: '', place: '' }
      : { displayName: caller.displayName || input.displayName, place: input.place };
  return {
    ...blank,
    ...who,
    questionId: input.questionId,
    sessionId,
    number: book.lastNumber + 1,
    state,
    text: input.text,
    askerKey: book.askerKey(askerMode, caller.personKey),
    askerMode,
    askedAt: moment.at,
    askedAtMs: moment.atMs,
    isHeld,
    history: [{ state, ...moment }],
  };
}

/** A deferred question of an earlier session as a new one of this: open, and as private as it was. */
export function carriedQuestion(
  book: QuestionBook,
  deferred: StoredQuestion,
  { questionId, sessionId, moment }: { questionId: string; sessionId: string; moment: Moment },
): StoredQuestion {
  const { text, originalText, askerKey, askerMode, displayName, place, labels } = deferred;
  return {
    ...blank,
    ...{ text, originalText, askerKey, askerMode, displayName, place, labels },
    questionId,
    sessionId,
    number: book.lastNumber + 1,
    state: 'open',
    askedAt: deferred.askedAt,
    askedAtMs: undefined,
    isHeld: false,
    carriedFromId: deferred.questionId,
    history: [{ state: 'open', ...moment }],
  };
}

const blank = {
  version: 1,
  originalText: undefined,
  queueRank: undefined,
  isPinned: false,
  dismissReason: undefined,
  labels: [],
  answeredBy: undefined,
  answerStartMs: undefined,
  answerEndMs: undefined,
  mergedIntoId: undefined,
  stateBefore: undefined,
  carriedFromId: undefined,
  replies: [],
} satisfies Partial<StoredQuestion>;
