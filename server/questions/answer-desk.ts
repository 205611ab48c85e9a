import { AppError } from '../platform/app-error.ts';
import { findNames } from '../platform/find-names.ts';
import type {
  AnsweredAfterwards,
  LeftQuestions,
  MyQuestions,
  ReplyAfterwardsBody,
} from '../protocol/afterwards.ts';
import type { Question } from '../protocol/questions.ts';
import type { Session } from '../sessions/session.ts';
import { answeredAfterwards, withoutAnswersOf } from './answered-afterwards.ts';
import type { Person, Pseudonym } from './askers.ts';
import { QuestionBook } from './question-book.ts';
import {
  defer,
  replyAfterwards,
  speakAfterwards,
  stale,
  unspeak,
  type Answerer,
  type Change,
} from './question-changes.ts';
import { isPossible } from './question-rules.ts';
import { follows, viewOf, type Viewer } from './question-view.ts';
import type { QuestionRepository, StoredQuestion } from './question.ts';
import type { SpokenAnswer } from './spoken-answer.ts';
import { createVoiceAnswers, type VoiceAnswerDeps } from './voice-answers.ts';

/** Which version of which question a host saw. */
type Seen = { questionId: string; version: number };

/** What becomes of a session's questions once it has ended. */
export type AnswerDesk = {
  /** Nothing is left of a session that has not ended. */
  list(session: Session): Promise<LeftQuestions>;
  /**
   * A public answer in writing. Throws `conflict` when the question has changed meanwhile, when the next session has
   * taken it over, and before the end of the session; `taken-out` where whoever answers was taken out of the recording.
   */
  reply(session: Session, seen: Seen, answer: Answering): Promise<Question>;
  /** Carries it to the next session of the series, as soon as there is one. Throws as `reply` does. */
  defer(session: Session, seen: Seen, by: Answerer): Promise<Question>;
  /**
   * An answer by voice, which follows the session in its episode: that is made again. In place of what was spoken before.
   * Throws as `reply` and AcceptSound do, and `conflict` where there is no recording to put it behind.
   */
  speak(session: Session, seen: Seen, answer: { sound: Buffer; by: Answerer }): Promise<void>;
  /** What was spoken. Throws `not-found`. */
  hear(session: Session, questionId: string): Promise<SpokenAnswer>;
  /** Takes it out of the episode; the question is open again, unless something else answers it. */
  unspeak(session: Session, seen: Seen, by: Answerer): Promise<void>;
  /** What a person asked, as they may see it now. */
  listMine(session: Session, person: Person): Promise<MyQuestions>;
  /** What was answered after the session, for whoever looks at its episode. */
  listAnswered(session: Pick<Session, 'sessionId' | 'endedAt'>): Promise<AnsweredAfterwards[]>;
};

type Answering = Pick<ReplyAfterwardsBody, 'answerId' | 'text'> & { by: Answerer };

type Deps = VoiceAnswerDeps & {
  questions: QuestionRepository;
  pseudonym: Pseudonym;
  /** Names of people who were taken out of the recording: none of their answers is shown. */
  listWithdrawn: (sessionId: string) => Promise<string[]>;
  /** The next session's board, if it is open, should take them over. */
  onDeferred: ((session: Session) => void) | undefined;
};

export function createAnswerDesk(deps: Deps): AnswerDesk {
  const { questions, spoken, pseudonym, listWithdrawn, onDeferred, clock } = deps;
  const voices = createVoiceAnswers(deps);

  /** Nothing that they answered would be shown or heard. */
  const refuseWithdrawn = async ({ sessionId }: Session, by: Answerer): Promise<void> => {
    if (!findNames(await listWithdrawn(sessionId)).has(by.displayName)) return;
    throw new AppError('taken-out', 'Whoever answers was taken out of the recording.');
  };

  const open = async ({ sessionId }: Session): Promise<QuestionBook> => {
    const book = new QuestionBook(await questions.load(sessionId), pseudonym);
    book.nextSession = await questions.findNextSession(sessionId);
    return book;
  };
  const viewsOf = (book: QuestionBook, stored: StoredQuestion[], viewer: Viewer): Question[] =>
    stored.flatMap((each) => viewOf(book, each, viewer) ?? []);

  /** What a change makes of a question as it was seen; nothing when it has been done already. */
  const plan = async (
    session: Session,
    seen: Seen,
    by: Answerer,
    what: Change<Answerer>,
  ): Promise<{ book: QuestionBook; question: StoredQuestion; changed: StoredQuestion[] }> => {
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
    }
    return { book, question, changed };
  };

  const change = async (...planned: Parameters<typeof plan>): Promise<Question> => {
    const { book, question, changed } = await plan(...planned);
    if (changed.length > 0) await questions.save(changed);
    for (const each of changed) book.put(each);
    const [, , { personKey }] = planned;
    const now = book.find(question.questionId) ?? question;
    const view = viewOf(book, now, { kind: 'staff', personKey });
    if (!view) throw new AppError('not-found', 'There is no such question.');
    return view;
  };

  return {
    async list(session) {
      if (session.state !== 'ended') {
        return { left: [], carried: [], answered: [], spoken: [], canSpeak: false };
      }
      const [book, said, canSpeak] = await Promise.all([
        open(session),
        spoken.list(session.sessionId),
        voices.isPossible(session),
      ]);
      const viewer = { kind: 'staff', personKey: '' } as const;
      const able = book.questions.filter((each) => isPossible('reply-afterwards', each));
      const left = able
        .filter(({ state }) => state !== 'answered')
        .toSorted((a, b) => book.votesFor(b) - book.votesFor(a));
      const deferred = left.filter(({ state }) => state === 'deferred');
      const taken = await Promise.all(
        deferred.map(({ questionId }) => questions.isCarried(questionId)),
      );
      const times = new Map(
        able.map((each) => [each, lastAnsweredAt(each, said, session)] as const),
      );
      const answered = able
        .filter((each) => each.state === 'answered' && (times.get(each) ?? 0) > 0)
        .toSorted((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0));
      return {
        left: viewsOf(book, left, viewer),
        carried: deferred.filter((_, index) => taken[index]).map((each) => each.questionId),
        answered: viewsOf(book, answered, viewer),
        spoken: said.map(({ questionId, durationMs }) => ({ questionId, durationMs })),
        canSpeak,
      };
    },
    async reply(session, seen, { by, ...answer }) {
      await refuseWithdrawn(session, by);
      return change(session, seen, by, replyAfterwards(answer));
    },
    async defer(session, seen, by) {
      const deferred = await change(session, seen, by, defer);
      onDeferred?.(session);
      return deferred;
    },
    async speak(session, seen, { sound, by }) {
      await refuseWithdrawn(session, by);
      const { changed } = await plan(session, seen, by, speakAfterwards);
      await voices.add(session, changed, { sound, by });
    },
    hear: ({ sessionId }, questionId) => voices.get(sessionId, questionId),
    async unspeak(session, seen, by) {
      const { question, changed } = await plan(session, seen, by, unspeak);
      await voices.remove(session, question, changed);
    },
    async listMine(session, person) {
      const { personKey } = person;
      const { sessionId } = session;
      const [book, said, withdrawn] = await Promise.all([
        open(session),
        spoken.list(sessionId),
        listWithdrawn(sessionId),
      ]);
      book.askers.meet(person);
      const mine = book.questions.filter((each) => follows(book, each, personKey));
      const aloud = new Set(said.map(({ questionId }) => questionId));
      return {
        questions: viewsOf(book, mine, { kind: 'audience', personKey }).map((question) =>
          withoutAnswersOf(question, withdrawn),
        ),
        spoken: mine.map(({ questionId }) => questionId).filter((id) => aloud.has(id)),
      };
    },
    async listAnswered({ sessionId, endedAt }) {
      if (!endedAt) return [];
      const [answered, withdrawn, said] = await Promise.all([
        questions.listAnsweredSince(sessionId, endedAt),
        listWithdrawn(sessionId),
        spoken.list(sessionId),
      ]);
      return answeredAfterwards(answered, { endedAt, withdrawn, spoken: said });
    },
  };
}

/** When it was last answered in public since its session ended, aloud or in writing; 0 when it was not. */
function lastAnsweredAt(
  { questionId, replies }: StoredQuestion,
  said: readonly SpokenAnswer[],
  { endedAt }: Session,
): number {
  const written = replies
    .filter(({ isPrivate, answeredAt }) => !isPrivate && endedAt && answeredAt > endedAt)
    .map(({ answeredAt }) => answeredAt.getTime());
  const aloud = said.find((each) => each.questionId === questionId)?.answeredAt.getTime();
  return Math.max(0, ...written, aloud ?? 0);
}
