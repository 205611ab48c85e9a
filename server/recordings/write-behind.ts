import type { Logger } from '../platform/log.ts';
import { pause } from '../platform/pause.ts';
import type { Scope } from '../platform/scope.ts';
import { unlessLate } from '../platform/unless-late.ts';

const firstDelayMs = 500;
const lastDelayMs = 30_000;

/**
 * Writes the newest version of something in the background, again and again until it succeeds. Versions that were never
 * written are replaced by newer ones, so a database that is away costs no memory.
 */
export class WriteBehind<T> {
  readonly #write: (version: T) => Promise<void>;
  readonly #isFinal: (error: unknown) => boolean;
  readonly #scope: Scope;
  readonly #log: Logger;
  #newest: { version: T } | undefined;
  #running: Promise<void> | undefined;
  #isFailing = false;
  #isRefused = false;

  constructor({
    write,
    isFinal = () => false,
    scope,
    log,
  }: {
    /** Must be safe to repeat. */
    write: (version: T) => Promise<void>;
    /** Whether that is how it stays: nothing is written from then on. */
    isFinal?: (error: unknown) => boolean;
    scope: Scope;
    log: Logger;
  }) {
    this.#write = write;
    this.#isFinal = isFinal;
    this.#scope = scope;
    this.#log = log;
  }

  /** Whether the last attempt failed. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** It was refused for good. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  put(version: T): void {
    if (this.#isRefused) return;
    this.#newest = { version };
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  }

  /** Waits until all is written, but no longer than this. */
  async settled(withinMs: number): Promise<void> {
    if (this.#running) await unlessLate(this.#running, withinMs);
  }

  async #run(): Promise<void> {
    let delayMs = firstDelayMs;
    for (let next = this.#newest; next && !this.#scope.closed; next = this.#newest) {
      try {
        await this.#write(next.version);
        if (this.#newest === next) this.#newest = undefined;
        this.#isFailing = false;
        delayMs = firstDelayMs;
      } catch (error) {
        if (this.#isFinal(error)) {
          this.#log.error({ err: error }, 'recording refused, and not stored');
          this.#isRefused = true;
          this.#newest = undefined;
          return;
        }
        this.#log.warn({ err: error, againInMs: delayMs }, 'recording not stored yet');
        this.#isFailing = true;
        await pause(delayMs, this.#scope.signal);
        delayMs = Math.min(lastDelayMs, 2 * delayMs);
      }
    }
  }
}
