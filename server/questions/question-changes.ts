import { AppError } from '../platform/app-error.ts';
import type { DismissReason } from '../protocol/questions.ts';
import type { Caller } from '../rooms/room-floor.ts';
import { holdsWord } from './held-words.ts';
import type { QuestionBook } from './question-book.ts';
import { changed, checkPossible, mayMergeInto, moved } from './question-rules.ts';
import { kindOf } from './question-view.ts';
import type { Moment, StoredQuestion, StoredReply } from './question.ts';
import { placeInQueue } from './queue-order.ts';

/** All that matters of who answers. */
export type Answerer = Pick<Caller, 'personKey' | 'displayName'>;

/** Who changes it, and when. */
export type By<Who = Caller> = { caller: Who; moment: Moment };

/**
 * What a change makes of a question: every question that is another by it, or none when it has been done already. Pure.
 * Throws `conflict` where it cannot be done, `forbidden` where it is not this person's to do.
 */
export type Change<Who = Caller> = (
  book: QuestionBook,
  question: StoredQuestion,
  by: By<Who>,
) => StoredQuestion[];

export const stale = (): AppError =>
  new AppError('conflict', 'The question has changed meanwhile. Look again.');

export const withdraw: Change = (book, question, { caller, moment }) => {
  if (!book.isAsker(question, caller.personKey)) throw notYours();
  if (question.state === 'withdrawn') return [];
  checkPossible('withdraw', question);
  return [moved(question, 'withdrawn', moment), ...released(book, question, moment)];
};

export const edit =
  (text: string): Change =>
  (book, question, { caller, moment }) => {
    const isStaff = kindOf(caller.role) === 'staff';
    if (!isStaff && !book.isAsker(question, caller.personKey)) throw notYours();
    if (question.text === text) return [];
    checkPossible('edit', question);
    if (isStaff) {
      const asked = question.originalText ?? question.text;
      const originalText = text === asked ? undefined : asked;
      return [changed(question, { text, originalText })];
    }
    if (isTakenUp(book, question)) {
      throw new AppError('conflict', 'It has been taken up, and cannot be changed any more.');
    }
    const isHeld = holdsWord(text, book.settings.heldWords);
    const isReviewed = isHeld || book.settings.preModeration;
    // What was let through were other words.
    if (isReviewed && question.state === 'open') {
      return [moved(question, 'pending', moment, { text, isHeld })];
    }
    return [changed(question, { text, isHeld })];
  };

/** Whether anyone but its asker has had to do with it. */
function isTakenUp(book: QuestionBook, question: StoredQuestion): boolean {
  const { state, replies, originalText, questionId } = question;
  return (
    (state !== 'pending' && state !== 'open') ||
    replies.length > 0 ||
    originalText !== undefined ||
    book.votesFor(question) > 0 ||
    book.childrenOf(question).length > 0 ||
    book.claims.has(questionId)
  );
}

export const approve: Change = (_book, question, { moment }) => {
  if (question.state === 'open') return [];
  checkPossible('approve', question);
  return [moved(question, 'open', moment, { isHeld: false })];
};

export const dismiss =
  (reason: DismissReason): Change =>
  (_book, question, { moment }) => {
    if (question.state === 'dismissed' && question.dismissReason === reason) return [];
    checkPossible('dismiss', question);
    return [moved(question, 'dismissed', moment, { dismissReason: reason })];
  };

export const reopen: Change = (_book, question, { moment }) => {
  if (question.state === 'open') return [];
  checkPossible('reopen', question);
  return [moved(question, 'open', moment, notAnsweredAloud)];
};

const notAnsweredAloud = {
  answeredBy: undefined,
  answerStartMs: undefined,
  answerEndMs: undefined,
};

export const queue =
  (beforeId: string | undefined): Change =>
  (book, question, { moment }) => {
    const { questionId } = question;
    checkPossible('queue', question);
    const queued = book.queue;
    const at = queued.indexOf(question);
    const next = queued[at + 1]?.questionId;
    if (beforeId === questionId || (at >= 0 && next === beforeId)) return [];
    if (beforeId !== undefined && book.find(beforeId)?.state !== 'queued') throw stale();
    const others = queued.filter((each) => each !== question);
    return placeInQueue(others, questionId, beforeId).flatMap(
      ({ questionId: id, queueRank }) => {
        const placed = book.find(id);
        if (!placed) return [];
        return placed.state === 'queued'
          ? changed(placed, { queueRank })
          : moved(placed, 'queued', moment, { queueRank, isHeld: false });
      },
    );
  };

/** @param answeredBy by name, where that is known. A claim does not tell: also who mends the wording has one. */
export const startAnswer =
  (answeredBy: string | undefined): Change =>
  (book, question, { moment }) => {
    if (question.state === 'answering') return [];
    checkPossible('start-answer', question);
    const { answering } = book;
    const begun = moved(question, 'answering', moment, {
      ...{ answeredBy, answerStartMs: moment.atMs, answerEndMs: undefined },
    });
    return answering ? [ended(answering, moment), begun] : [begun];
  };

export const endAnswer: Change = (_book, question, { moment }) => {
  if (question.state === 'answered' && question.answerEndMs !== undefined) return [];
  checkPossible('end-answer', question);
  return [ended(question, moment)];
};

export const ended = (question: StoredQuestion, moment: Moment): StoredQuestion =>
  moved(question, 'answered', moment, { answerEndMs: moment.atMs });

type Written = Pick<StoredReply, 'answerId' | 'text' | 'isPrivate'>;

export const reply =
  (answer: Written): Change<Answerer> =>
  (_book, question, { caller, moment }) => {
    const { answerId, isPrivate } = answer;
    if (question.replies.some((each) => each.answerId === answerId)) return [];
    checkPossible(isPrivate ? 'reply-privately' : 'reply', question);
    const replies = [...question.replies, toReply(answer, caller, moment)];
    const answers = !isPrivate && ['pending', 'open', 'queued'].includes(question.state);
    return [
      answers
        ? moved(question, 'answered', moment, { replies, isHeld: false })
        : changed(question, { replies }),
    ];
  };

/** For all to read, once the session has ended: also what was deferred to one that may never come. */
export const replyAfterwards =
  (answer: Omit<Written, 'isPrivate'>): Change<Answerer> =>
  (_book, question, { caller, moment }) => {
    if (question.replies.some((each) => each.answerId === answer.answerId)) return [];
    checkPossible('reply-afterwards', question);
    const written = toReply({ ...answer, isPrivate: false }, caller, moment);
    const replies = [...question.replies, written];
    return [
      question.state === 'answered'
        ? changed(question, { replies })
        : moved(question, 'answered', moment, { replies, isHeld: false }),
    ];
  };

/** Aloud, after the session. Who answered it in the session stays named. */
export const speakAfterwards: Change<Answerer> = (_book, question, { caller, moment }) => {
  checkPossible('speak-afterwards', question);
  const answeredBy = question.answeredBy ?? caller.displayName;
  return [
    question.state === 'answered'
      ? changed(question, { answeredBy })
      : moved(question, 'answered', moment, { answeredBy, isHeld: false }),
  ];
};

/** What was spoken is taken away: open again, where nothing else answers it. */
export const unspeak: Change<Answerer> = (_book, question, { moment }) => {
  if (question.state !== 'answered') return [changed(question, {})];
  const isAloud = question.answerStartMs !== undefined;
  if (isAloud || question.replies.some(({ isPrivate }) => !isPrivate)) {
    return [changed(question, isAloud ? {} : { answeredBy: undefined })];
  }
  return [moved(question, 'open', moment, notAnsweredAloud)];
};

/** Only what a reply has: requests say more, and no store would take it. */
const toReply = (
  { answerId, text, isPrivate }: Written,
  by: Answerer,
  { at }: Moment,
): StoredReply => ({
  ...{ answerId, text, isPrivate },
  answeredBy: by.displayName,
  authorKey: by.personKey,
  answeredAt: at,
});

export const merge =
  (intoId: string, intoVersion: number): Change =>
  (book, question, { moment }) => {
    if (question.mergedIntoId === intoId) return [];
    checkPossible('merge', question);
    const into = book.find(intoId);
    if (!into) throw new AppError('not-found', 'There is no such question to join it into.');
    if (into.version !== intoVersion) throw stale();
    if (into === question || !mayMergeInto(question, into)) {
      throw new AppError('conflict', 'It cannot be joined into that question.');
    }
    const { state, queueRank } = question;
    return [
      moved(question, 'merged', moment, {
        mergedIntoId: intoId,
        stateBefore: state,
        queueRank,
      }),
    ];
  };

export const unmerge: Change = (_book, question, { moment }) =>
  question.state === 'merged' ? [unmerged(question, moment)] : [];

const unmerged = (question: StoredQuestion, moment: Moment): StoredQuestion => {
  const { stateBefore = 'open', queueRank } = question;
  return moved(question, stateBefore, moment, stateBefore === 'queued' ? { queueRank } : {});
};

/**
 * What was merged into a question that is no more goes back to where it was. Was that one not taken, neither are these:
 * they were turned down with it.
 */
export const released = (
  book: QuestionBook,
  question: StoredQuestion,
  moment: Moment,
): StoredQuestion[] => {
  const { state, dismissReason } = question;
  return book
    .childrenOf(question)
    .map((child) =>
      state === 'dismissed'
        ? moved(child, state, moment, { dismissReason })
        : unmerged(child, moment),
    );
};

export const defer: Change<Answerer> = (_book, question, { moment }) => {
  if (question.state === 'deferred') return [];
  checkPossible('defer', question);
  return [moved(question, 'deferred', moment)];
};

export const label =
  (labels: readonly string[]): Change =>
  (_book, question) => {
    checkPossible('arrange', question);
    const wanted = [...new Set(labels)];
    const same = wanted.join('\n') === question.labels.join('\n');
    return same ? [] : [changed(question, { labels: wanted })];
  };

export const pin =
  (isPinned: boolean): Change =>
  (_book, question) => {
    checkPossible('arrange', question);
    return question.isPinned === isPinned ? [] : [changed(question, { isPinned })];
  };

const notYours = (): AppError => new AppError('forbidden', 'This is not your question.');
