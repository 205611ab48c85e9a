import type { RoomFloor } from '../rooms/room-floor.ts';
import { answerNotes } from './answer-notes.ts';
import type { Claims } from './claims.ts';
import type { QuestionBook } from './question-book.ts';
import type { QuestionNews } from './question-news.ts';
import { isPossible } from './question-rules.ts';
import type { QuestionRepository, StoredQuestion } from './question.ts';
import type { VoteBox } from './vote-box.ts';

type Parts = {
  floor: Pick<RoomFloor, 'note' | 'keep'>;
  repository: QuestionRepository;
  book: QuestionBook;
  news: QuestionNews;
  votes: VoteBox;
  claims: Claims;
};

/**
 * Every change of a question goes this way: stored, then in the book, then on the timeline, then told. Only a deletion is
 * on the timeline first.
 */
export class QuestionWriter {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async add(question: StoredQuestion): Promise<void> {
    await this.#parts.repository.add(question);
    await this.#written([question]);
  }

  /** All or nothing. */
  async save(questions: readonly StoredQuestion[]): Promise<void> {
    const { repository, votes, book } = this.#parts;
    const closing = questions.filter((after) => {
      const before = book.find(after.questionId);
      return before && isPossible('vote', before) && !isPossible('vote', after);
    });
    const store = (): Promise<void> => repository.save(questions);
    // What freezes the votes waits for those on their way: counts shown and stored are the same.
    if (closing.length === 0) await store();
    else {
      await votes.closedFor(
        closing.map(({ questionId }) => questionId),
        store,
      );
    }
    await this.#written(questions);
  }

  /** Deletes one; others are saved with it. Fails while its words cannot be taken out of what is to be published. */
  async delete(question: StoredQuestion, saved: readonly StoredQuestion[]): Promise<void> {
    const { repository, book, news, votes, floor, claims } = this.#parts;
    const { questionId } = question;
    // First: of a hub that dies in between it is still to be deleted when that is asked for again.
    if (wasNoted(question)) await floor.keep({ type: 'question.delete', questionId });
    await votes.closedFor([questionId], () => repository.delete({ questionId }, saved));
    news.changing([questionId, ...saved.map((each) => each.questionId)], () => {
      for (const each of saved) book.put(each);
      claims.forget(questionId);
      book.delete(questionId);
    });
  }

  async #written(questions: readonly StoredQuestion[]): Promise<void> {
    const { book, news, floor, claims } = this.#parts;
    const notes = questions.flatMap((after) => answerNotes(book.find(after.questionId), after));
    news.changing(
      questions.map(({ questionId }) => questionId),
      () => {
        for (const question of questions) {
          const stateBefore = book.find(question.questionId)?.state;
          if (stateBefore !== question.state) claims.forget(question.questionId);
          book.put(question);
        }
      },
    );
    await Promise.all(notes.map((note) => floor.note(note)));
  }
}

/** Its words may stand on the timeline, from where they would be published. */
const wasNoted = ({ state, history, replies }: StoredQuestion): boolean =>
  [state, ...history.map((entry) => entry.state)].some((one) => /^answer(ing|ed)$/.test(one)) ||
  replies.some(({ isPrivate }) => !isPrivate);
