import { z } from 'zod';
import { markLimits, type Mark } from '../../server/protocol/marks.ts';
import { recallInTab, rememberInTab } from './kept-in-tab.ts';
import { Listeners } from './listeners.ts';
import { Outbox, type Waiting } from './outbox.ts';

/** A mark that the hub has not confirmed yet. Its id never changes, so asking again marks once. */
const Unsent = z.object({ markId: z.uuid(), title: z.string(), pressedAtMs: z.number() });
export type UnsentMark = z.infer<typeof Unsent>;
export type WaitingMark = Waiting<UnsentMark>;

/**
 * Marks on their way: kept in this tab until the hub has confirmed them, through lost networks, reloads, and outages of
 * the hub's database or disk. They keep the moment in which they were pressed.
 */
export class MarkOutbox {
  readonly #key: string;
  readonly #outbox: Outbox<UnsentMark, Mark>;
  readonly #changed = new Listeners();
  #unsent: readonly UnsentMark[];
  #state: readonly WaitingMark[];

  constructor(code: string, send: (mark: UnsentMark) => Promise<Mark>) {
    this.#key = `serambi.marks.${code}`;
    this.#unsent = recallInTab(this.#key, Unsent);
    this.#outbox = new Outbox({
      send,
      idOf: ({ markId }) => markId,
      unsent: () => this.#unsent,
      sent: ({ markId }) => this.#remove(markId),
      changed: () => this.#tell(),
    });
    this.#state = this.#outbox.waiting;
  }

  /** Those that are not confirmed, in the order pressed. */
  get state(): readonly WaitingMark[] {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  add(mark: UnsentMark): void {
    // The hub would not take more either.
    if (this.#unsent.length >= markLimits.marks) return;
    this.#keep([...this.#unsent, mark]);
    this.#outbox.added();
  }

  /** Sends one again that was refused. */
  retry(markId: string): void {
    this.#outbox.retry(markId);
  }

  drop(markId: string): void {
    this.#remove(markId);
    this.#outbox.forget(markId);
  }

  flush(): Promise<void> {
    return this.#outbox.flush();
  }

  close(): void {
    this.#outbox.close();
  }

  #remove(markId: string): void {
    this.#keep(this.#unsent.filter((one) => one.markId !== markId));
  }

  #keep(unsent: readonly UnsentMark[]): void {
    this.#unsent = unsent;
    rememberInTab(this.#key, unsent);
  }

  #tell(): void {
    this.#state = this.#outbox.waiting;
    this.#changed.tell();
  }
}
