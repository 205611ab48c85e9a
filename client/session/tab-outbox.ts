import type { z } from 'zod';
import { recallInTab, rememberInTab } from './kept-in-tab.ts';
import { Listeners } from './listeners.ts';
import { Outbox, type Waiting } from './outbox.ts';

type TabOutboxOptions<Item, Reply> = {
  /** Of the tab's storage. */
  key: string;
  item: z.ZodType<Item>;
  /** Never changes: asking again with it does it once. */
  idOf: (item: Item) => string;
  send: (item: Item) => Promise<Reply>;
  sent?: (reply: Reply) => void;
  /** More are not taken: see `add`. */
  most?: number;
};

/**
 * Things on their way to the hub: kept in this tab until it has confirmed them, through lost networks, reloads and outages
 * of the hub's database or disk.
 */
export class TabOutbox<Item, Reply> {
  readonly #options: TabOutboxOptions<Item, Reply>;
  readonly #outbox: Outbox<Item, Reply>;
  readonly #changed = new Listeners();
  #unsent: readonly Item[];
  #state: readonly Waiting<Item>[];

  constructor(options: TabOutboxOptions<Item, Reply>) {
    const { key, item, idOf, send, sent } = options;
    this.#options = options;
    this.#unsent = recallInTab(key, item);
    this.#outbox = new Outbox({
      ...{ send, idOf },
      unsent: () => this.#unsent,
      sent: (one, reply) => {
        sent?.(reply);
        this.#remove(idOf(one));
      },
      changed: () => {
        this.#state = this.#outbox.waiting;
        this.#changed.tell();
      },
    });
    this.#state = this.#outbox.waiting;
  }

  /** What is not confirmed, in the order added. */
  get state(): readonly Waiting<Item>[] {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Returns whether it was taken: not where too many wait already. */
  add(item: Item): boolean {
    if (this.#unsent.length >= (this.#options.most ?? Infinity)) return false;
    this.#keep([...this.#unsent, item]);
    this.#outbox.added();
    return true;
  }

  /** Sends one again that was refused. */
  retry(id: string): void {
    this.#outbox.retry(id);
  }

  drop(id: string): void {
    this.#remove(id);
    this.#outbox.forget(id);
  }

  flush(): Promise<void> {
    return this.#outbox.flush();
  }

  close(): void {
    this.#outbox.close();
  }

  #remove(id: string): void {
    this.#keep(this.#unsent.filter((one) => this.#options.idOf(one) !== id));
  }

  #keep(unsent: readonly Item[]): void {
    this.#unsent = unsent;
    rememberInTab(this.#options.key, unsent);
  }
}
