import { AppError } from '../platform/app-error.ts';
import { newId } from '../platform/ids.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import type { RoomFloor } from '../rooms/room-floor.ts';
import { carriedQuestion } from './ask-question.ts';
import type { Pseudonym } from './askers.ts';
import { Claims } from './claims.ts';
import { QuestionBook } from './question-book.ts';
import { QuestionNews } from './question-news.ts';
import { QuestionWriter } from './question-writer.ts';
import type { Moment, QuestionRepository } from './question.ts';
import { VoteBox } from './vote-box.ts';

/** What all rooms' questions share. */
export type QuestionsOfRooms = {
  repository: QuestionRepository;
  pseudonym: Pseudonym;
  /** A question was deferred: if the next session's board is open, it should take it over. */
  onDeferred: (session: SessionInfo) => void;
};

export type DeskParts = QuestionsOfRooms & { floor: RoomFloor };

/** What a board works with once it has read what is stored. */
export type Desk = {
  book: QuestionBook;
  news: QuestionNews;
  votes: VoteBox;
  claims: Claims;
  writer: QuestionWriter;
};

/** Reads what is stored, and takes over what earlier sessions of the series deferred to this one. */
export async function openDesk(parts: DeskParts): Promise<Desk> {
  const { floor, repository, pseudonym } = parts;
  const { sessionId } = floor.session();
  const book = new QuestionBook(await repository.load(sessionId), pseudonym);
  book.nextSession = await repository.findNextSession(sessionId);
  const news = new QuestionNews(floor, book);
  const votes = new VoteBox({
    ...{ book, repository, clock: floor.clock },
    onCounted: (questionIds) => news.counted(questionIds),
  });
  const claims = new Claims({
    ...{ book, floor },
    changing: (questionIds, change) => news.changing(questionIds, change),
  });
  const writer = new QuestionWriter({ floor, repository, book, news, votes, claims });
  const desk = { book, news, votes, claims, writer };
  await takeDeferred(desk, parts);
  return desk;
}

/** Each deferred question once, whoever opens the next session's board first. */
export async function takeDeferred(
  { book, writer }: Desk,
  { floor, repository }: DeskParts,
): Promise<void> {
  const { sessionId } = floor.session();
  const moment = momentOf(floor);
  for (const deferred of await repository.listDeferredTo(sessionId)) {
    const questionId = newId();
    try {
      await writer.add(carriedQuestion(book, deferred, { questionId, sessionId, moment }));
    } catch (error) {
      // Another hub was faster.
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    }
  }
}

export const momentOf = (floor: RoomFloor): Moment => ({
  at: floor.clock.now(),
  atMs: floor.sessionMs(),
});
