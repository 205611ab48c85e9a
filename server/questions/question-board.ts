import { AppError } from '../platform/app-error.ts';
import { given } from '../platform/given.ts';
import type { Serial } from '../platform/serial.ts';
import type { ParsedInput, RequestOutput } from '../protocol/protocol.ts';
import type { Question, QuestionSettings } from '../protocol/questions.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';
import { createTurns } from '../rooms/turns.ts';
import { checkMayAsk, newQuestion, type Asker } from './ask-question.ts';
import { AskingPace } from './asking-pace.ts';
import {
  approve,
  defer,
  ended,
  released,
  stale,
  startAnswer,
  type Change,
} from './question-changes.ts';
import {
  momentOf,
  openDesk,
  takeDeferred,
  type Desk,
  type DeskParts,
  type QuestionsOfRooms,
} from './question-desk.ts';
import { checkPossible, isPossible } from './question-rules.ts';
import { settingsFor, toViewer, viewOf } from './question-view.ts';
import type { StoredQuestion } from './question.ts';
import { findSimilar } from './similar.ts';
import { whoAnswers } from './who-answers.ts';

/** What a client saw of a question when it asked for a change. */
type Seen = { questionId: string; version: number };

/** How many similar ones are offered. */
const similarMax = 3;

/**
 * The questions of one room. What changes them runs in a turn of its own; votes wait for nothing but their storage.
 * What is kept here is what is stored: it is changed after the database has been.
 */
export class QuestionBoard {
  readonly #parts: DeskParts;
  readonly #inTurn: Serial;
  readonly #pace = new AskingPace();
  #opening: Promise<Desk> | undefined;
  #isOver = false;

  constructor(floor: RoomFloor, questions: QuestionsOfRooms) {
    this.#parts = { floor, ...questions };
    this.#inTurn = createTurns(floor.scope);
  }

  async read(caller: Caller): Promise<RequestOutput<'questions:read'>> {
    const { book, news } = await this.#open();
    book.askers.meet(caller);
    const viewer = toViewer(caller);
    const seen = book.questions.flatMap((question) => {
      const view = viewOf(book, question, viewer);
      return view ? [{ question, view }] : [];
    });
    return {
      settings: settingsFor(viewer.kind, book.settings),
      counts: news.counts,
      questions: seen.map(({ view }) => view),
      voted: seen
        .filter(({ question }) => book.hasVoted(question, caller.personKey))
        .map(({ question }) => question.questionId),
      isMuted: book.isMuted(caller.personKey),
    };
  }

  /** Questions of others that this person could support instead. */
  async findSimilar(caller: Caller, text: string): Promise<Question[]> {
    const { book } = await this.#open();
    book.askers.meet(caller);
    const offered = book.questions.filter(
      (each) => isPossible('vote', each) && !book.isAsker(each, caller.personKey),
    );
    const viewer = toViewer(caller);
    return findSimilar(text, offered, similarMax).flatMap(
      (each) => viewOf(book, each, viewer) ?? [],
    );
  }

  ask(caller: Caller, input: ParsedInput<'question:ask'>): Promise<Question> {
    return this.#ask(caller, input, ({ book }) => {
      book.askers.meet(caller);
      checkMayAsk(caller, book);
      if (!book.settings.isOpen) throw new AppError('gone', 'No questions are taken now.');
      this.#pace.check(caller.personKey, this.#parts.floor.clock.now().getTime());
    });
  }

  /** Staff ask in the name of whoever said it elsewhere: neither their pace nor a closed box holds that up. */
  askFor(asker: Asker, input: ParsedInput<'question:ask'>): Promise<Question> {
    return this.#ask(asker, input, ({ book }) => checkMayAsk(asker, book));
  }

  #ask(
    caller: Asker,
    input: ParsedInput<'question:ask'>,
    check: (desk: Desk) => void,
  ): Promise<Question> {
    return this.#change(async (desk) => {
      const { book, writer } = desk;
      const known = book.find(input.questionId);
      if (known) {
        if (book.isAsker(known, caller.personKey)) return viewFor(caller, known, desk);
        throw new AppError('conflict', 'There is another question with this id.');
      }
      check(desk);
      const { floor } = this.#parts;
      const { sessionId } = floor.session();
      const question = newQuestion(book, {
        ...{ sessionId, input, caller, moment: momentOf(floor) },
      });
      await writer.add(question);
      return viewFor(caller, question, desk);
    });
  }

  /** Resolves with the votes of the question, once this one is stored and counted. */
  async vote(caller: Caller, questionId: string, isFor: boolean): Promise<number> {
    const desk = await this.#open();
    if (this.#isOver) throw over();
    desk.book.askers.meet(caller);
    return desk.votes.cast(visible(caller, questionId, desk), caller.personKey, isFor);
  }

  /** Changes one as it was seen. What has been done already is answered with what is. */
  change(caller: Caller, seen: Seen, change: Change): Promise<Question> {
    return this.#change(async (desk) => {
      desk.book.askers.meet(caller);
      const question = visible(caller, seen.questionId, desk);
      const changed = change(desk.book, question, this.#by(caller));
      if (changed.length > 0) {
        checkVersion(question, seen);
        await this.#checkNotCarried(question);
        await desk.writer.save(changed);
      }
      return viewFor(caller, desk.book.find(seen.questionId) ?? question, desk);
    });
  }

  startAnswer(caller: Caller, seen: Seen): Promise<Question> {
    const onStage = this.#parts.floor.seats().filter((each) => each.onStage);
    return this.change(caller, seen, startAnswer(whoAnswers(caller, onStage)));
  }

  /** Lets those through that did not change meanwhile. */
  approve(caller: Caller, seen: readonly Seen[]): Promise<RequestOutput<'question:approve'>> {
    return this.#change(async ({ book, writer }) => {
      const isDone = ({ questionId }: Seen): boolean => book.find(questionId)?.state === 'open';
      const isReady = ({ questionId, version }: Seen): boolean => {
        const question = book.find(questionId);
        return question?.version === version && isPossible('approve', question);
      };
      const ready = [...new Set(seen.filter(isReady).map(({ questionId }) => questionId))];
      const approved = [...seen.filter(isDone).map(({ questionId }) => questionId), ...ready];
      const changed = ready.flatMap((id) => {
        const question = book.find(id);
        return question ? approve(book, question, this.#by(caller)) : [];
      });
      if (changed.length > 0) await writer.save(changed);
      const ids = seen.map(({ questionId }) => questionId);
      return { approved, stale: ids.filter((id) => !approved.includes(id)) };
    });
  }

  async defer(caller: Caller, seen: Seen): Promise<Question> {
    const { floor, repository, onDeferred } = this.#parts;
    const { book } = await this.#open();
    // It may have been planned only now.
    book.nextSession = await repository.findNextSession(floor.session().sessionId);
    const deferred = await this.change(caller, seen, defer);
    onDeferred(floor.session());
    return deferred;
  }

  /** Takes over what another session of the series has just deferred. What it misses it takes when it next opens. */
  takeDeferred(): void {
    this.#inTurn(async () => {
      if (this.#opening) await takeDeferred(await this.#opening, this.#parts);
    }).catch((error: unknown) => {
      this.#parts.floor.log.warn({ err: error }, 'deferred questions not taken over');
    });
  }

  claim(caller: Caller, questionId: string, isMine: boolean): Promise<void> {
    return this.#change((desk) => {
      checkPossible('arrange', visible(caller, questionId, desk));
      if (isMine) desk.claims.claim(questionId, caller);
      else desk.claims.release(questionId, caller);
    });
  }

  muteAsker(caller: Caller, seen: Seen, isMuted: boolean): Promise<Question> {
    return this.#change(async (desk) => {
      const { book, news } = desk;
      const question = visible(caller, seen.questionId, desk);
      const { askerKey, sessionId } = question;
      if (book.muted.has(askerKey) !== isMuted) {
        checkPossible('arrange', question);
        checkVersion(question, seen);
        await this.#parts.repository.setMuted(sessionId, askerKey, isMuted);
        news.muted(askerKey, isMuted);
      }
      return viewFor(caller, question, desk);
    });
  }

  delete(caller: Caller, seen: Seen): Promise<void> {
    return this.#change(async (desk) => {
      const question = visible(caller, seen.questionId, desk);
      checkVersion(question, seen);
      const { moment } = this.#by(caller);
      await desk.writer.delete(question, released(desk.book, question, moment));
    });
  }

  configure(change: ParsedInput<'questions:configure'>): Promise<QuestionSettings> {
    return this.#change(async ({ book, news }) => {
      const settings = { ...book.settings, ...given(change) };
      const { sessionId } = this.#parts.floor.session();
      await this.#parts.repository.saveSettings(sessionId, settings);
      news.configured(settings);
      return settingsFor('staff', settings);
    });
  }

  /** The session is about to end: so does what is being answered, while it can still be kept on the timeline. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#inTurn(async () => {
      // Nobody has needed it: nothing is going on.
      if (!this.#opening) return;
      const { book, writer } = await this.#opening;
      const { answering } = book;
      if (answering) await writer.save([ended(answering, momentOf(this.#parts.floor))]);
    });
  }

  /** Reads what is stored once somebody needs it. A failure is tried again by the next who does. */
  #open(): Promise<Desk> {
    this.#opening ??= openDesk(this.#parts).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  #change<T>(task: (desk: Desk) => Promise<T> | T): Promise<T> {
    return this.#inTurn(async () => {
      if (this.#isOver) throw over();
      return task(await this.#open());
    });
  }

  #by(caller: Caller): { caller: Caller; moment: ReturnType<typeof momentOf> } {
    return { caller, moment: momentOf(this.#parts.floor) };
  }

  /** One that lives on in another session is not changed here any more. */
  async #checkNotCarried({ state, questionId }: StoredQuestion): Promise<void> {
    if (state !== 'deferred') return;
    if (!(await this.#parts.repository.isCarried(questionId))) return;
    throw new AppError('conflict', 'The next session has taken this question over.');
  }
}

/** What a caller may not know of is not there for them. */
function visible(caller: Caller, questionId: string, { book }: Desk): StoredQuestion {
  const question = book.find(questionId);
  if (question && viewOf(book, question, toViewer(caller))) return question;
  throw new AppError('not-found', 'There is no such question.');
}

function viewFor(caller: Asker, question: StoredQuestion, { book }: Desk): Question {
  const view = viewOf(book, question, toViewer(caller));
  if (!view) throw new AppError('not-found', 'There is no such question any more.');
  return view;
}

function checkVersion({ version }: StoredQuestion, seen: Seen): void {
  if (version !== seen.version) throw stale();
}

const over = (): AppError => new AppError('gone', 'This session has ended.');
