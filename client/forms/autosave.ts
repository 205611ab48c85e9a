export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed';

/** Saves one value. */
type Save = () => Promise<unknown>;

type Settings = {
  onState: (state: SaveState, error?: unknown) => void;
  /** Pause in typing after which a value is saved, in ms. */
  pauseMs: number;
  /** Wait before a failed save is tried again, in ms. */
  retryMs: number;
  /** False for a refusal that trying again will not change. */
  mayRetry: (error: unknown) => boolean;
};

/**
 * Saves a value that keeps changing: after a pause in typing, one save at a time, always the newest value last.
 * A failed save is tried again until it works or the value changes; a refused one waits for a change.
 */
export class Autosave {
  readonly #settings: Settings;
  #waiting: Save | undefined;
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Whether something would be lost if the page went away now. */
  get pending(): boolean {
    return this.#waiting !== undefined || this.#running !== undefined;
  }

  /** Takes the save of the newest value, in place of any that waits. */
  change(save: Save): void {
    this.#waiting = save;
    this.#settings.onState('unsaved');
    this.#schedule(this.#settings.pauseMs);
  }

  /** Saves at once what waits: when the person leaves the field or the page. */
  flush(): void {
    if (this.#waiting) this.#schedule(0);
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    if (delayMs === 0) this.#start();
    else this.#timer = setTimeout(() => this.#start(), delayMs);
  }

  #start(): void {
    // While one save runs, the next waits for its end.
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting) {
      const save = this.#waiting;
      this.#waiting = undefined;
      this.#settings.onState('saving');
      try {
        await save();
      } catch (error) {
        this.#settings.onState('failed', error);
        // A newer value is on its way already; otherwise this one is kept.
        this.#waiting ??= save;
        if (this.#settings.mayRetry(error)) this.#schedule(this.#settings.retryMs);
        return;
      }
    }
    this.#settings.onState('saved');
  }
}
