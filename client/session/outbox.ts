import { toSessionProblem, type SessionProblem } from './session-error.ts';

/** One that is not at the hub yet. With a problem it was refused and waits for its writer; else it goes by itself. */
export type Waiting<Item> = Item & { problem?: SessionProblem };

type OutboxPorts<Item, Confirmed> = {
  idOf: (item: Item) => string;
  /** Those not confirmed yet, oldest first. Asked each time: another tab may have sent one meanwhile. */
  unsent: () => readonly Item[];
  send: (item: Item) => Promise<Confirmed>;
  /** The hub has it: it is not unsent any more. */
  sent: (item: Item, confirmed: Confirmed) => void;
  changed: () => void;
};

/** Between a sending that nobody answered, or that came too soon, and the next, in milliseconds. */
const againMs = 3_000;

/** What passes by itself, so that sending again makes sense. */
const passing: readonly SessionProblem[] = ['no-answer', 'unavailable', 'internal', 'too-many'];

/** Sends what was written one after the other, in order, until the hub has confirmed each. Keeping it is its user's. */
export class Outbox<Item, Confirmed> {
  readonly #ports: OutboxPorts<Item, Confirmed>;
  /** Why the hub refused, by id. Forgotten with the page: after a reload it is tried again. */
  readonly #problems = new Map<string, SessionProblem>();
  #isSending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: OutboxPorts<Item, Confirmed>) {
    this.#ports = ports;
  }

  get waiting(): readonly Waiting<Item>[] {
    return this.#ports.unsent().map((item) => {
      const problem = this.#problems.get(this.#ports.idOf(item));
      return { ...item, ...(problem ? { problem } : {}) };
    });
  }

  /** One was added: it is shown at once, whatever comes of it. */
  added(): void {
    this.#ports.changed();
    void this.flush();
  }

  /** Sends one again that was refused. */
  retry(id: string): void {
    this.#problems.delete(id);
    this.added();
  }

  /** Its writer has taken one out. */
  forget(id: string): void {
    this.#problems.delete(id);
    this.#ports.changed();
  }

  async flush(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    clearTimeout(this.#timer);
    try {
      for (;;) {
        const { idOf, unsent } = this.#ports;
        const next = unsent().find((item) => !this.#problems.has(idOf(item)));
        if (!next || !(await this.#send(next))) return;
      }
    } finally {
      this.#isSending = false;
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Whether to go on with the next. */
  async #send(item: Item): Promise<boolean> {
    const { idOf, send, sent, changed } = this.#ports;
    try {
      sent(item, await send(item));
      changed();
      return true;
    } catch (error) {
      const problem = toSessionProblem(error);
      // The next arrival sends it.
      if (problem === 'offline' || problem === 'not-joined') return false;
      if (passing.includes(problem)) {
        this.#timer = setTimeout(() => void this.flush(), againMs);
        return false;
      }
      this.#problems.set(idOf(item), problem);
      changed();
      return true;
    }
  }
}
