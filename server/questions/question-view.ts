import { given } from '../platform/given.ts';
import { AskerMode, type Question, type QuestionSettings } from '../protocol/questions.ts';
import type { Role } from '../protocol/words.ts';
import { mayTakeStage, seesEveryone } from '../rooms/permissions.ts';
import type { QuestionBook } from './question-book.ts';
import { publicStates } from './question-rules.ts';
import type { StoredQuestion, StoredReply, StoredSettings } from './question.ts';

/** What someone is to questions: works on them, answers them, or asks them. */
export type ViewerKind = 'staff' | 'speaker' | 'audience';
export type Viewer = { kind: ViewerKind; personKey: string };

export function kindOf(role: Role): ViewerKind {
  if (seesEveryone(role)) return 'staff';
  return mayTakeStage(role) ? 'speaker' : 'audience';
}

export const toViewer = ({ role, personKey }: { role: Role; personKey: string }): Viewer => ({
  kind: kindOf(role),
  personKey,
});

/** Whether this person asked it, or one that was merged into it: then they follow it to its end. */
export const follows = (
  book: QuestionBook,
  question: StoredQuestion,
  personKey: string,
): boolean => book.familyOf(question).some((each) => book.isAsker(each, personKey));

/** Whether people of a kind see it, whoever they are. What its asker took back is nobody else's business. */
export function isSeenBy(kind: ViewerKind, { state }: StoredQuestion): boolean {
  return kind === 'staff' ? state !== 'withdrawn' : publicStates.includes(state);
}

/** The more private of two modes. */
export function morePrivate(a: AskerMode, b: AskerMode): AskerMode {
  const order = AskerMode.options;
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}

/** The question as this viewer may see it; undefined where they may not know of it. */
export function viewOf(
  book: QuestionBook,
  question: StoredQuestion,
  viewer: Viewer,
): Question | undefined {
  const { personKey, kind } = viewer;
  const isMine = book.isAsker(question, personKey);
  if (!isSeenBy(kind, question) && !follows(book, question, personKey)) return undefined;
  const isStaff = kind === 'staff';
  const { questionId, number, version, state, text, askedAt, isPinned } = question;
  return {
    ...{ questionId, number, version, state, text, isMine, isPinned },
    ...given({ originalText: isMine || isStaff ? question.originalText : undefined }),
    ...given({ asker: askerFor(book, question, isStaff || isMine) }),
    votes: book.votesFor(question),
    askedAt: askedAt.toISOString(),
    ...given({
      askedAtMs: question.askedAtMs,
      queueRank: state === 'queued' ? question.queueRank : undefined,
      dismissReason: question.dismissReason,
      answeredBy: question.answeredBy,
      answerStartMs: question.answerStartMs,
      answerEndMs: question.answerEndMs,
      mergedInto: question.mergedIntoId,
    }),
    answers: question.replies
      .filter((reply) => isStaff || isMine || mayRead(reply, personKey))
      .map(toAnswer),
    mergedCount: book.familyOf(question).length - 1,
    isCarried: question.carriedFromId !== undefined,
    ...given({ deferredTo: state === 'deferred' ? book.nextSession : undefined }),
    ...(isStaff ? staffNotes(book, question) : {}),
    ...given({ claim: kind === 'audience' ? undefined : claimOf(book, question) }),
  };
}

/** What everyone may know of the settings, and what the staff may. */
export function settingsFor(kind: ViewerKind, settings: StoredSettings): QuestionSettings {
  const { heldWords, ...known } = settings;
  return kind === 'staff' ? { ...known, heldWords } : known;
}

const modeOf = (book: QuestionBook, { askerMode }: StoredQuestion): AskerMode =>
  morePrivate(askerMode, book.settings.askerMode);

function askerFor(
  book: QuestionBook,
  question: StoredQuestion,
  isInsider: boolean,
): Question['asker'] {
  const { displayName, place } = question;
  const mode = modeOf(book, question);
  return mode === 'named' || (mode === 'hidden' && isInsider)
    ? { displayName, place }
    : undefined;
}

const mayRead = ({ isPrivate, authorKey }: StoredReply, personKey: string): boolean =>
  !isPrivate || authorKey === personKey;

function toAnswer({
  answerId,
  text,
  answeredBy,
  answeredAt,
  isPrivate,
}: StoredReply): Question['answers'][number] {
  return { answerId, text, answeredBy, answeredAt: answeredAt.toISOString(), isPrivate };
}

function staffNotes(book: QuestionBook, question: StoredQuestion): Partial<Question> {
  return {
    labels: question.labels,
    isHeld: question.isHeld,
    askerIsHidden: modeOf(book, question) !== 'named',
    askerIsMuted: book.muted.has(question.askerKey),
  };
}

function claimOf(book: QuestionBook, { questionId }: StoredQuestion): Question['claim'] {
  const claim = book.claims.get(questionId);
  return claim && { peerId: claim.peerId, displayName: claim.displayName, until: claim.until };
}
