import type { Logger } from './log.ts';

type Cleanup = { name: string; run: () => void | Promise<void> };

/**
 * Owns what was opened and closes it again, newest first.
 *
 * Scopes form a tree (process > room > peer > transport): closing one closes all that was
 * opened inside it, so an owner never lists its children by hand.
 */
export class Scope {
  readonly #name: string;
  readonly #log: Logger;
  readonly #cleanups: Cleanup[] = [];
  readonly #abort = new AbortController();
  readonly #owner: Scope | undefined;
  #closing: Promise<void> | undefined;

  constructor(name: string, log: Logger, owner?: Scope) {
    this.#name = name;
    this.#owner = owner;
    this.#log = log.child({ scope: name });
  }

  /** Aborts when the scope starts to close. Hand it to every wait and child process. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get closed(): boolean {
    return this.#closing !== undefined;
  }

  /** Whether this scope will not outlast what closes now: it or an owner has begun to. */
  get ending(): boolean {
    return this.closed || (this.#owner?.ending ?? false);
  }

  /** Registers an undo; the returned function takes it back. Throws if the owner has closed. */
  defer(name: string, run: Cleanup['run']): () => void {
    const cleanup = { name, run };
    if (this.signal.aborted) {
      // The owner closed while this was being opened: undo it now and stop the opener.
      void this.#undo(cleanup);
      this.signal.throwIfAborted();
    }
    this.#cleanups.push(cleanup);
    return () => {
      const index = this.#cleanups.indexOf(cleanup);
      if (index >= 0) this.#cleanups.splice(index, 1);
    };
  }

  /** A child that closes with this scope, or alone and earlier. */
  child(name: string): Scope {
    const child = new Scope(`${this.#name}/${name}`, this.#log, this);
    const forget = this.defer(name, () => child.close('owner closed'));
    child.defer('forget', forget);
    return child;
  }

  /** Builds something inside a child scope, and undoes half-built work on failure. */
  async open<T>(name: string, build: (scope: Scope) => Promise<T> | T): Promise<T> {
    const child = this.child(name);
    try {
      return await build(child);
    } catch (error) {
      await child.close('failed to open');
      throw error;
    }
  }

  /** Calls `tick` every `periodMs` until the scope closes. */
  every(name: string, periodMs: number, tick: () => void): void {
    const timer = setInterval(tick, periodMs);
    this.defer(name, () => clearInterval(timer));
  }

  /** Calls `run` once after `delayMs` unless the scope closes first. The returned function cancels it. */
  after(name: string, delayMs: number, run: () => void): () => void {
    const timer = setTimeout(() => {
      forget();
      run();
    }, delayMs);
    const forget = this.defer(name, () => clearTimeout(timer));
    return () => {
      clearTimeout(timer);
      forget();
    };
  }

  /** Safe to call twice. A cleanup may call it, but must not await it. */
  close(reason: string): Promise<void> {
    // One tick late, so that a cleanup that calls close() finds it already closing.
    this.#closing ??= Promise.resolve().then(() => this.#unwind(reason));
    return this.#closing;
  }

  async #unwind(reason: string): Promise<void> {
    this.#abort.abort(new Error(reason));
    for (let next = this.#cleanups.pop(); next; next = this.#cleanups.pop()) {
      await this.#undo(next);
    }
    this.#log.debug({ reason }, 'closed');
  }

  async #undo({ name, run }: Cleanup): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#log.warn({ err: error, cleanup: name }, 'cleanup failed');
    }
  }
}
