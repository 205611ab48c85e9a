import type { TimelineEntry } from '../../media/contract/timeline.ts';
import { createSerial } from '../platform/serial.ts';
import type { Answer, Cast } from './cast.ts';

type Options = {
  cast: Pick<Cast, 'answers'>;
  append: (entry: TimelineEntry) => Promise<void>;
};

/**
 * Keeps on the timeline what people answered about being recorded: what is published of them is decided there. An answer
 * that the disk refuses stays due.
 */
export class AnswerNotes {
  readonly #options: Options;
  readonly #inTurn = createSerial();
  /** By peer. */
  readonly #told = new Map<string, Answer>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Last answers that are not on the timeline. */
  get due(): Answer[] {
    const { answers } = this.#options.cast;
    return [...answers.values()].filter((answer) => this.#told.get(answer.peerId) !== answer);
  }

  /** Rejects when the disk refuses. */
  tell(): Promise<void> {
    return this.#inTurn(async () => {
      await Promise.all(
        this.due.map(async (answer) => {
          await this.#options.append({ type: 'consent', ...answer });
          this.#told.set(answer.peerId, answer);
        }),
      );
    });
  }
}
