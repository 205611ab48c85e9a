/** The connection states that WebRTC knows of one transport. */
export type LinkState =
  'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';

export type IceRecoveryActions = {
  /** Asks both sides for new ICE credentials. May reject: the socket may be away as well. */
  restart: () => Promise<void>;
  /** Restarting did not help: the transport has to be replaced. */
  giveUp: () => void;
};

/** `disconnected` often mends itself (a phone changing masts); asking earlier only adds work. */
const patienceMs = 1_500;
/** A restart that has not connected by now will not. */
const restartTakesMs = 5_000;
const attempts = 4;

/** Watches one transport and brings it back: waits a moment, restarts ICE, and after four tries gives up. */
export class IceRecovery {
  readonly #actions: IceRecoveryActions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #restarts = 0;
  #state: LinkState = 'new';
  #isDoubted = false;

  constructor(actions: IceRecoveryActions) {
    this.#actions = actions;
  }

  changed(state: LinkState): void {
    this.#state = state;
    if (state === 'connected' || state === 'closed') {
      this.#isDoubted = false;
      this.#restarts = 0;
      this.#wait(undefined);
    } else if (state === 'disconnected') {
      if (this.#timer === undefined) this.#wait(patienceMs);
    } else if (state === 'failed') {
      this.#wait(0);
    }
  }

  /** The socket fell silent: this way is probably gone as well, though a browser takes seconds to see it. */
  doubt(): void {
    this.#isDoubted = this.#state !== 'new' && this.#state !== 'closed';
  }

  /** The network or the page came back: do not wait out the timer. */
  hurry(): void {
    const suffers = this.#state === 'disconnected' || this.#state === 'failed';
    if (suffers || this.#isDoubted) this.#wait(0);
  }

  close(): void {
    this.changed('closed');
  }

  #wait(delayMs: number | undefined): void {
    clearTimeout(this.#timer);
    this.#timer =
      delayMs === undefined ? undefined : setTimeout(() => void this.#restart(), delayMs);
  }

  async #restart(): Promise<void> {
    if (this.#state === 'connected' && !this.#isDoubted) {
      this.changed('connected');
      return;
    }
    if (this.#restarts >= attempts) {
      this.#wait(undefined);
      this.#actions.giveUp();
      return;
    }
    this.#restarts += 1;
    // Armed first: whatever becomes of the request, someone looks again.
    this.#wait(restartTakesMs);
    try {
      await this.#actions.restart();
      this.#isDoubted = false;
    } catch {
      // Without a socket nothing can be restarted; that is not the transport's fault.
      this.#restarts -= 1;
    }
  }
}
