import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type {
  AnsweredAfterwards,
  LeftQuestions,
  MyQuestions,
  ReplyAfterwardsBody,
} from '../protocol/afterwards.ts';
import type { Question } from '../protocol/questions.ts';
import type { Session } from '../sessions/session.ts';
import { QuestionBook, type Pseudonym } from './question-book.ts';
import {
  defer,
  replyAfterwards,
  stale,
  type Answerer,
  type Change,
} from './question-changes.ts';
import { isPossible } from './question-rules.ts';
import { follows, viewOf, type Viewer } from './question-view.ts';
import type { QuestionRepository, StoredQuestion } from './question.ts';

/** Which version of which question a host saw. */
type Seen = { questionId: string; version: number };

/** What becomes of a session's questions once it has ended. */
export type AnswerDesk = {
  /** Nothing is left of a session that has not ended. */
  list(session: Session): Promise<LeftQuestions>;
  /**
   * A public answer in writing. Throws `conflict` when the question has changed meanwhile, when the next session has
   * taken it over, and before the end of the session.
   */
  reply(session: Session, seen: Seen, answer: Answering): Promise<Question>;
  /** Carries it to the next session of the series, as soon as there is one. Throws as `reply` does. */
  defer(session: Session, seen: Seen, by: Answerer): Promise<Question>;
  /** What a person asked, as they may see it now. */
  listMine(session: Session, personKey: string): Promise<MyQuestions>;
  /** What was answered after the session, for whoever looks at its episode. */
  listAnswered(session: Pick<Session, 'sessionId' | 'endedAt'>): Promise<AnsweredAfterwards[]>;
};

type Answering = Pick<ReplyAfterwardsBody, 'answerId' | 'text'> & { by: Answerer };

type Deps = {
  questions: QuestionRepository;
  pseudonym: Pseudonym;
  /** Names of people who were taken out of the recording: nothing of theirs is shown. */
  listWithdrawn: (sessionId: string) => Promise<string[]>;
  /** The next session's board, if it is open, should take them over. */
  onDeferred: ((session: Session) => void) | undefined;
  clock: Clock;
};

export function createAnswerDesk(deps: Deps): AnswerDesk {
  const { questions, pseudonym, listWithdrawn, onDeferred, clock } = deps;

  const open = async ({ sessionId }: Session): Promise<QuestionBook> => {
    const book = new QuestionBook(await questions.load(sessionId), pseudonym);
    book.nextSession = await questions.findNextSession(sessionId);
    return book;
  };
  const viewsOf = (book: QuestionBook, stored: StoredQuestion[], viewer: Viewer): Question[] =>
    stored.flatMap((each) => viewOf(book, each, viewer) ?? []);

  const change = async (
    session: Session,
    seen: Seen,
    by: Answerer,
    what: Change<Answerer>,
  ): Promise<Question> => {
    if (session.state !== 'ended') {
      throw new AppError('conflict', 'The session has not ended: answer in its room.');
    }
    const book = await open(session);
    const question = book.find(seen.questionId);
    if (!question) throw new AppError('not-found', 'There is no such question.');
    const moment = { at: clock.now(), atMs: undefined };
    const changed = what(book, question, { caller: by, moment });
    if (changed.length > 0) {
      if (question.version !== seen.version) throw stale();
      if (question.state === 'deferred' && (await questions.isCarried(question.questionId))) {
        throw new AppError('conflict', 'The next session has taken this question over.');
      }
      await questions.save(changed);
      for (const each of changed) book.put(each);
    }
    const view = viewOf(book, book.find(seen.questionId) ?? question, staff(by.personKey));
    if (!view) throw new AppError('not-found', 'There is no such question.');
    return view;
  };

  return {
    async list(session) {
      if (session.state !== 'ended') return { left: [], carried: [], answered: [] };
      const book = await open(session);
      const viewer = staff('');
      const waiting = book.questions.filter((each) => isPossible('reply-afterwards', each));
      const left = waiting
        .filter(({ state }) => state !== 'answered')
        .toSorted((a, b) => book.votesFor(b) - book.votesFor(a));
      const deferred = left.filter(({ state }) => state === 'deferred');
      const taken = await Promise.all(
        deferred.map(({ questionId }) => questions.isCarried(questionId)),
      );
      const answered = waiting
        .filter((each) => each.state === 'answered' && repliedAfter(each, session) > 0)
        .toSorted((a, b) => repliedAfter(b, session) - repliedAfter(a, session));
      return {
        left: viewsOf(book, left, viewer),
        carried: deferred.filter((_, index) => taken[index]).map((each) => each.questionId),
        answered: viewsOf(book, answered, viewer),
      };
    },
    reply: (session, seen, { by, ...answer }) =>
      change(session, seen, by, replyAfterwards(answer)),
    async defer(session, seen, by) {
      const deferred = await change(session, seen, by, defer);
      onDeferred?.(session);
      return deferred;
    },
    async listMine(session, personKey) {
      const book = await open(session);
      const mine = book.questions.filter((each) => follows(book, each, personKey));
      return { questions: viewsOf(book, mine, { kind: 'audience', personKey }) };
    },
    async listAnswered({ sessionId, endedAt }) {
      if (!endedAt) return [];
      const [answered, withdrawn] = await Promise.all([
        questions.listAnsweredSince(sessionId, endedAt),
        listWithdrawn(sessionId),
      ]);
      return answered.flatMap(({ number, text, displayName, replies }) => {
        if (withdrawn.includes(displayName)) return [];
        const answers = replies
          .filter((reply) => !reply.isPrivate && reply.answeredAt > endedAt)
          .filter(({ answeredBy }) => !withdrawn.includes(answeredBy))
          .map(({ answerId, text: answer, answeredBy }) => ({
            ...{ answerId, text: answer, answeredBy },
          }));
        return answers.length > 0 ? [{ number, question: text, answers }] : [];
      });
    },
  };
}

const staff = (personKey: string): Viewer => ({ kind: 'staff', personKey });

/** When it was last answered in public after the end of its session; 0 when it was not. */
function repliedAfter({ replies }: StoredQuestion, { endedAt }: Session): number {
  const times = replies
    .filter(({ isPrivate, answeredAt }) => !isPrivate && endedAt && answeredAt > endedAt)
    .map(({ answeredAt }) => answeredAt.getTime());
  return Math.max(0, ...times);
}
