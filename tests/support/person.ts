import { reconnectDelay } from '../../client/session/reconnect.ts';
import type { RoomState, TransportOptions } from '../../server/protocol/protocol.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { deviceCapabilities } from './device-parameters.ts';
import { RoomPeer } from './room-peer.ts';

/** Where people go. */
export type Place = { origin: string; code: string };

export type PersonOptions = Place & { tabId: string; cookie?: string };

/**
 * Someone in a room without a browser: real sockets, real WebRTC, and the way back of our client after a lost socket, a
 * lost transport and a room that moved, with its delays.
 */
export abstract class Person {
  readonly #options: PersonOptions;
  #peer: RoomPeer | undefined;
  #attempt = 0;
  #lostMs = 0;
  #isGone = false;
  #arrivals: Promise<void> = Promise.resolve();

  constructor(options: PersonOptions, scope: Scope) {
    this.#options = options;
    scope.defer('person', () => {
      this.#isGone = true;
      this.#peer?.close();
      this.left();
    });
  }

  /** Comes in, for the first time. Throws when that fails. */
  async come(): Promise<void> {
    const { arrival } = await this.#connect();
    await arrival;
  }

  get peer(): RoomPeer {
    if (!this.#peer) throw new Error('Nobody came.');
    return this.#peer;
  }

  /** In the room, at first and after each loss. `receiveTransport`: what the lobby offered. */
  protected abstract arrived(
    state: RoomState,
    receiveTransport: TransportOptions,
  ): Promise<void>;
  protected abstract left(): void;

  async #connect(): Promise<{ arrival: Promise<void> }> {
    const { origin, tabId, cookie = '' } = this.#options;
    const peer = await RoomPeer.connect(origin, { tabId, cookie });
    this.#peer = peer;
    this.#attempt = 0;
    const again = (): void => void this.#arriveAgain().catch(() => undefined);
    peer.socket.on('room:moved', again);
    peer.socket.on('transport:lost', again);
    peer.socket.on('disconnect', () => {
      this.#lostMs = performance.now();
      this.#comeBack();
    });
    const arrival = this.#arriveAgain();
    // Whoever comes back has other ways to hear of it.
    arrival.catch(() => undefined);
    return { arrival };
  }

  #comeBack(): void {
    if (this.#isGone) return;
    const waitMs = reconnectDelay({
      attempt: this.#attempt,
      goneMs: performance.now() - this.#lostMs,
    });
    this.#attempt += 1;
    setTimeout(() => {
      if (!this.#isGone) this.#connect().catch(() => this.#comeBack());
    }, waitMs);
  }

  #arriveAgain(): Promise<void> {
    const arrival = this.#arrivals.then(() => this.#arrive());
    // Lost on the way: the next loss that is told, or the next socket, arrives again.
    this.#arrivals = arrival.catch(() => undefined);
    return arrival;
  }

  async #arrive(): Promise<void> {
    this.peer.forget();
    const { receiveTransport } = await this.peer.enter(this.#options.code);
    const state = await this.peer.request('room:join', {
      ...{ displayName: '', rtpCapabilities: deviceCapabilities },
      heldTransports: [],
    });
    await this.arrived(state, receiveTransport);
  }
}
