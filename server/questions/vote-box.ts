import { AppError } from '../platform/app-error.ts';
import { createBatches, type Batches } from '../platform/batches.ts';
import type { Clock } from '../platform/clock.ts';
import type { QuestionBook } from './question-book.ts';
import { checkPossible } from './question-rules.ts';
import type { Ballot, QuestionRepository, StoredQuestion } from './question.ts';

/** Ballots written at once. */
const batchSize = 1000;

type Parts = {
  book: QuestionBook;
  repository: Pick<QuestionRepository, 'vote'>;
  clock: Clock;
  /** Votes for these were counted. */
  onCounted: (questionIds: readonly string[]) => void;
};

/** Takes votes: many in one write, each answered once it is stored. The last wish of a person holds. */
export class VoteBox {
  readonly #parts: Parts;
  readonly #batches: Batches<Ballot>;
  /** Questions that take no more votes, while those on their way are still written. */
  readonly #frozen = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#batches = createBatches((wishes) => this.#write(wishes), { atMost: batchSize });
  }

  /** Resolves with the votes of the question, this one stored and counted. */
  async cast(question: StoredQuestion, personKey: string, isFor: boolean): Promise<number> {
    const { book } = this.#parts;
    const { questionId } = question;
    if (book.isAsker(question, personKey)) {
      throw new AppError('forbidden', 'This is your own question.');
    }
    checkPossible('vote', question);
    if (this.#frozen.has(questionId)) {
      throw new AppError('conflict', 'This question takes no more votes.');
    }
    await this.#batches.add({ questionId, personKey, isFor });
    return book.votesFor(book.find(questionId) ?? question);
  }

  /** Runs a change that ends voting on some questions: no vote for them is stored after it has begun. */
  async closedFor<T>(questionIds: readonly string[], run: () => Promise<T>): Promise<T> {
    for (const id of questionIds) this.#frozen.add(id);
    try {
      await this.#batches.settled();
      return await run();
    } finally {
      for (const id of questionIds) this.#frozen.delete(id);
    }
  }

  async #write(wishes: readonly Ballot[]): Promise<void> {
    const { book, repository, clock, onCounted } = this.#parts;
    const ballots = book.toBallots(wishes);
    if (ballots.length === 0) return;
    await repository.vote(ballots, clock.now());
    for (const ballot of ballots) book.count(ballot);
    onCounted(ballots.map(({ questionId }) => questionId));
  }
}
