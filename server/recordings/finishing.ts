import type { Logger } from '../platform/log.ts';
import { pause } from '../platform/pause.ts';
import type { Scope } from '../platform/scope.ts';
import { unlessLate } from '../platform/unless-late.ts';
import type { Answer } from './cast.ts';

const firstDelayMs = 1_000;
const lastDelayMs = 5 * 60_000;
/** Above what a disk can take that still takes anything, with all that the recorder keeps in memory for it. */
const writesWithinMs = 10 * 60_000;

/** What a recorder leaves to be done. */
export type LeftOver = {
  /** Answers that its timeline lacks. */
  untold?: readonly Answer[];
  /** Its takes are on disk, or lost. */
  written?: Promise<void>;
};

type Options = {
  /** Brings a recording to its end, once its takes are on disk; its timeline lacks these answers. Must be safe to repeat. */
  finish: (
    recordingId: string,
    untold: readonly Answer[],
    signal: AbortSignal,
  ) => Promise<void>;
  scope: Scope;
  log: Logger;
  /** Shorter in tests. */
  firstDelayMs?: number | undefined;
};

/**
 * Finishes recordings in the background, again and again until it succeeds or the scope closes: the disk or the database
 * may be away for hours, and the next start of the hub is nobody's plan.
 */
export class Finishing {
  readonly #options: Options;
  readonly #underWay = new Map<string, { stop: AbortController; over: Promise<void> }>();

  constructor(options: Options) {
    this.#options = options;
    options.scope.defer('finishing', async () => {
      await Promise.all([...this.#underWay.values()].map(({ over }) => over));
    });
  }

  start(recordingId: string, left: LeftOver = {}): void {
    if (this.#underWay.has(recordingId) || this.#options.scope.closed) return;
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#options.scope.signal, stop.signal]);
    const over = this.#run(recordingId, left, signal).finally(() => {
      this.#underWay.delete(recordingId);
    });
    this.#underWay.set(recordingId, { stop, over });
  }

  /** Resolves when nothing more is written of it. It may have been finished by then. */
  async stop(recordingId: string): Promise<void> {
    const one = this.#underWay.get(recordingId);
    one?.stop.abort();
    await one?.over;
  }

  async #run(
    recordingId: string,
    { untold = [], written }: LeftOver,
    signal: AbortSignal,
  ): Promise<void> {
    const { finish, log } = this.#options;
    const isOver = (): boolean => signal.aborted;
    let delayMs = this.#options.firstDelayMs ?? firstDelayMs;
    for (;;) {
      // Once it has its end, episodes are made of what is on disk. What is not says so itself.
      if (written) await unlessLate(written, writesWithinMs, signal);
      if (isOver()) return;
      try {
        await finish(recordingId, untold, signal);
        return;
      } catch (error) {
        if (isOver()) return;
        log.error(
          { err: error, recording: recordingId, againInMs: delayMs },
          'recording not finished yet',
        );
      }
      await pause(delayMs, signal);
      delayMs = Math.min(lastDelayMs, 2 * delayMs);
    }
  }
}
