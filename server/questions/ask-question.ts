import { AppError } from '../platform/app-error.ts';
import type { ParsedInput } from '../protocol/protocol.ts';
import type { Caller } from '../rooms/room-floor.ts';
import { holdsWord } from './held-words.ts';
import type { QuestionBook } from './question-book.ts';
import { kindOf, morePrivate } from './question-view.ts';
import type { Moment, StoredQuestion } from './question.ts';

/** All that matters of who asks. */
export type Asker = Pick<Caller, 'personKey' | 'role' | 'displayName'>;

/** More than any evening has; it bounds what arriving costs everyone. */
const questionsMax = 1000;

/** Throws where no question of this person is taken, whoever brings it. */
export function checkMayAsk({ personKey }: Asker, book: QuestionBook): void {
  if (book.isMuted(personKey)) {
    throw new AppError(
      'forbidden',
      'No more questions of this person are taken in this session.',
    );
  }
  if (book.questions.length >= questionsMax) {
    throw new AppError('too-many', 'This session holds as many questions as it can.');
  }
}

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
  const asked = momentBefore(moment, input.heldMs);
  return {
    ...blank,
    ...who,
    questionId: input.questionId,
    sessionId,
    number: book.lastNumber + 1,
    state,
    text: input.text,
    askerKey: book.askers.keyFor(askerMode, caller.personKey),
    askerMode,
    askedAt: asked.at,
    askedAtMs: asked.atMs,
    isHeld,
    history: [{ state, ...moment }],
  };
}

/** What was live then is on the session's clock; what was earlier is not. */
function momentBefore({ at, atMs }: Moment, ms: number): Moment {
  const then = atMs === undefined ? -1 : atMs - ms;
  return { at: new Date(at.getTime() - ms), atMs: then < 0 ? undefined : then };
}

/** A deferred question of an earlier session as a new one of this: open, and as private as it was. */
export function carriedQuestion(
  book: QuestionBook,
  deferred: StoredQuestion,
  { questionId, sessionId, moment }: { questionId: string; sessionId: string; moment: Moment },
): StoredQuestion {
  const { text, originalText, askerKey, askerMode, displayName, place, labels } = deferred;
  const askerSessionId = deferred.askerSessionId ?? deferred.sessionId;
  return {
    ...blank,
    ...{ text, originalText, askerKey, askerSessionId, askerMode, displayName, place, labels },
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
  askerSessionId: undefined,
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
