import { addReading, noDataUse, withoutRate, type DataUse } from '../state/data-use.ts';
import type { LinkStats } from './link-stats.ts';
import { Listeners } from './listeners.ts';

export type LinkReading = { transportId: string; stats: LinkStats };

export type MeterState = {
  use: DataUse;
  /** As last read; undefined before the first reading. */
  link: LinkStats | undefined;
};

/** Between two readings, in milliseconds. */
const everyMs = 5_000;

/** Reads now and then what the browser counted, for as long as it runs. */
export class DataMeter {
  readonly #read: () => Promise<LinkReading | undefined>;
  readonly #changed = new Listeners();
  #state: MeterState = { use: noDataUse, link: undefined };

  constructor(read: () => Promise<LinkReading | undefined>) {
    this.#read = read;
  }

  get state(): MeterState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Returns how to stop. */
  run(): () => void {
    const timer = setInterval(() => void this.#look(), everyMs);
    void this.#look();
    return () => clearInterval(timer);
  }

  /** Another mode was chosen: how fast it grew tells nothing any more. */
  startOver(): void {
    this.#set({ ...this.#state, use: withoutRate(this.#state.use) });
  }

  async #look(): Promise<void> {
    // A transport that closes while it is asked is read no more.
    const reading = await this.#read().catch(() => undefined);
    if (!reading) return;
    const { transportId, stats } = reading;
    const { bytes } = stats;
    const use = addReading(this.#state.use, { transportId, bytes, atMs: performance.now() });
    this.#set({ use, link: stats });
  }

  #set(state: MeterState): void {
    this.#state = state;
    this.#changed.tell();
  }
}
