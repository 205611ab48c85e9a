import { AppError } from '../platform/app-error.ts';
import type { Caller, RoomFloor } from '../rooms/room-floor.ts';
import type { QuestionBook } from './question-book.ts';

/** Long enough to type a reply between renewals, short enough not to block when a page is closed. */
const claimMs = 60_000;

type Parts = {
  book: QuestionBook;
  floor: Pick<RoomFloor, 'scope' | 'clock'>;
  /** Changes the book and tells of it. */
  changing: (questionIds: readonly string[], change: () => void) => void;
};

/** Who is on which question, so that two do not answer the same. It binds nobody: versions do. */
export class Claims {
  readonly #parts: Parts;
  /** By question: cancels the end of its claim. */
  readonly #lapses = new Map<string, () => void>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Claims it for a minute, or longer when claimed already. Throws `conflict` while another has it. */
  claim(questionId: string, { peerId, displayName }: Caller): void {
    const { book, floor, changing } = this.#parts;
    const held = book.claims.get(questionId);
    if (held && held.peerId !== peerId) {
      throw new AppError('conflict', 'Somebody else is on this question.');
    }
    const until = new Date(floor.clock.now().getTime() + claimMs).toISOString();
    this.#lapses.get(questionId)?.();
    this.#lapses.set(
      questionId,
      floor.scope.after('claim', claimMs, () => this.#end(questionId)),
    );
    const claim = { peerId, displayName, until };
    changing([questionId], () => book.claims.set(questionId, claim));
  }

  release(questionId: string, { peerId }: Caller): void {
    if (this.#parts.book.claims.get(questionId)?.peerId === peerId) this.#end(questionId);
  }

  /** What was claimed is done. */
  forget(questionId: string): void {
    this.#lapses.get(questionId)?.();
    this.#lapses.delete(questionId);
    this.#parts.book.claims.delete(questionId);
  }

  #end(questionId: string): void {
    this.#parts.changing([questionId], () => this.forget(questionId));
  }
}
