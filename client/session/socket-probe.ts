/** More than a bad mobile round trip; less than leaves time for sound to be back within four seconds. */
const answerWithinMs = 1_500;

export type SocketProbeActions = {
  /** Asks the other end; resolves when it answers. */
  ask: () => Promise<unknown>;
  unanswered: () => void;
};

/** Finds out whether a socket that looks alive is: after a change of networks it takes one eight seconds to notice. */
export class SocketProbe {
  readonly #actions: SocketProbeActions;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(actions: SocketProbeActions) {
    this.#actions = actions;
  }

  /** One question at a time: whoever asks meanwhile gets the same answer. */
  begin(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#actions.unanswered();
    }, answerWithinMs);
    // A socket that went away has answered nothing, and is looked after elsewhere.
    this.#actions.ask().then(
      () => this.end(),
      () => undefined,
    );
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
