import type { NamedNotice } from '../state/room-view.ts';
import { Listeners } from './listeners.ts';
import type { Request } from './request.ts';
import { toSessionProblem } from './session-error.ts';

/** What a store needs of the session it belongs to. RoomSession is one. */
export type SessionTalk = {
  readonly request: Request;
  readonly noticed: Pick<Listeners<[NamedNotice]>, 'add'>;
  readonly arrived: Pick<Listeners, 'add'>;
};

export type LiveStoreOptions<State> = {
  /** Everything this page may know of it, asked anew on each arrival. */
  read: (request: Request) => Promise<State>;
  /** The state after one notice. Must not mind hearing of something twice, or of what it knows already. */
  apply: (state: State, notice: NamedNotice) => State;
};

/** Between a reading that failed and the next, in milliseconds. */
const againMs = 3_000;

/**
 * What this page knows of one thing beside the stage (questions, chat, polls, …): read whole on each arrival, moved
 * on by notices, and kept while the network is away.
 */
export class LiveStore<State> {
  readonly #talk: SessionTalk;
  readonly #options: LiveStoreOptions<State>;
  readonly #changed = new Listeners();
  readonly #ends: (() => void)[];
  #state: State | undefined;
  /** Notices that came while reading: the answer may be older than they are. */
  #early: NamedNotice[] | undefined;
  #reading = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(talk: SessionTalk, options: LiveStoreOptions<State>) {
    this.#talk = talk;
    this.#options = options;
    this.#ends = [
      talk.noticed.add((notice) => this.#hear(notice)),
      talk.arrived.add(() => void this.read()),
    ];
  }

  /** Undefined until it was read once. */
  get state(): State | undefined {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Changes what is known here, for what this page has just been told in an answer. */
  change(change: (state: State) => State): void {
    if (this.#state === undefined) return;
    this.#state = change(this.#state);
    this.#changed.tell();
  }

  async read(): Promise<void> {
    const reading = (this.#reading += 1);
    clearTimeout(this.#timer);
    this.#early = [];
    try {
      const state = await this.#options.read(this.#talk.request);
      if (reading !== this.#reading) return;
      const early = this.#early;
      this.#early = undefined;
      this.#state = early.reduce<State>(
        (known, notice) => this.#options.apply(known, notice),
        state,
      );
      this.#changed.tell();
    } catch (error) {
      if (reading !== this.#reading) return;
      this.#early = undefined;
      // Without a socket the next arrival reads again; without an answer nobody else would.
      if (toSessionProblem(error) !== 'no-answer') return;
      this.#timer = setTimeout(() => void this.read(), againMs);
    }
  }

  close(): void {
    this.#reading += 1;
    clearTimeout(this.#timer);
    for (const end of this.#ends) end();
  }

  #hear(notice: NamedNotice): void {
    this.#early?.push(notice);
    this.change((state) => this.#options.apply(state, notice));
  }
}
