/** What stopped the player, in the kinds that we can do something about. */
export type PlayerFailure = 'network' | 'media' | 'unsupported';

export type RecoveryStep =
  | { act: 'load-again'; afterMs: number }
  | { act: 'rebuild' }
  | { act: 'give-up'; failure: PlayerFailure };

/** About a minute in all: a lift, a tunnel, a router that restarts. */
const retryDelaysMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** A decoder that fails twice within this time fails for a reason. */
const rebuildWindowMs = 5_000;
const maxRebuilds = 3;

/**
 * Decides what to do after each failure, from those before it. Playing on for a while (`wentWell`) forgets them.
 * Network: load again, later each time. Media: rebuild the decoder, but not in circles.
 */
export class Recovery {
  #retries = 0;
  #rebuilds: number[] = [];

  next(failure: PlayerFailure, nowMs: number): RecoveryStep {
    switch (failure) {
      case 'network': {
        const afterMs = retryDelaysMs[this.#retries];
        this.#retries += 1;
        return afterMs === undefined
          ? { act: 'give-up', failure }
          : { act: 'load-again', afterMs };
      }
      case 'media': {
        this.#rebuilds = this.#rebuilds.filter((at) => nowMs - at < rebuildWindowMs);
        this.#rebuilds.push(nowMs);
        return this.#rebuilds.length > maxRebuilds
          ? { act: 'give-up', failure }
          : { act: 'rebuild' };
      }
      case 'unsupported':
        return { act: 'give-up', failure };
    }
  }

  wentWell(): void {
    this.#retries = 0;
  }
}
