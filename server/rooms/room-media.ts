import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../platform/app-error.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { TransportOptions } from '../protocol/protocol.ts';
import type { IceServersFor } from './ice-servers.ts';
import type { MediaPlane, MediaRoom, MediaTransport } from './media-plane.ts';

/** Between attempts to find a room a new place when no worker is there. */
const retryMs = 250;

export type RoomMediaEvents = {
  lost(): void;
  levels(levels: { producerId: string; dbov: number }[]): void;
  dominantSpeaker(producerId: string): void;
  /** The far end of a transport is gone: a closed page. */
  transportClosed(transport: MediaTransport): void;
};

type Parts = { plane: MediaPlane; roomId: string; iceServersFor: IceServersFor; log: Logger };

/**
 * The room's place on the media plane, and the transports there. Every failure of a plane that was just lost becomes
 * `room-moved`.
 */
export class RoomMedia {
  readonly iceServersFor: IceServersFor;
  readonly #plane: MediaPlane;
  readonly #roomId: string;
  readonly #events: RoomMediaEvents;
  readonly #log: Logger;
  #room: MediaRoom | undefined;

  constructor({ plane, roomId, iceServersFor, log }: Parts, events: RoomMediaEvents) {
    this.#plane = plane;
    this.iceServersFor = iceServersFor;
    this.#roomId = roomId;
    this.#events = events;
    this.#log = log;
  }

  get lost(): boolean {
    return this.#room === undefined;
  }

  get room(): MediaRoom {
    if (!this.#room) throw roomMoved();
    return this.#room;
  }

  /** Finds a place, at first and after a loss. Keeps trying until there is one or the scope closes. */
  async open(scope: Scope): Promise<void> {
    const room = await this.#findPlace(scope);
    scope.defer('media room', () => room.close());
    this.#room = room;
    room.onLost(() => {
      if (this.#room !== room) return;
      this.#room = undefined;
      this.#events.lost();
    });
    room.onLevels((levels) => this.#events.levels(levels));
    room.onDominantSpeaker((producerId) => this.#events.dominantSpeaker(producerId));
  }

  async #findPlace(scope: Scope): Promise<MediaRoom> {
    for (;;) {
      try {
        return await this.#plane.openRoom({ roomId: this.#roomId });
      } catch (error) {
        if (scope.ending) throw error;
        this.#log.warn({ err: error }, 'no place for the room yet');
        await delay(retryMs, undefined, { signal: scope.signal });
      }
    }
  }

  async openTransport(peerId: string, direction: 'send' | 'receive'): Promise<MediaTransport> {
    const transport = await this.guard((room) => room.openTransport({ peerId, direction }));
    transport.onClosed(() => this.#events.transportClosed(transport));
    return transport;
  }

  /** What the client makes its end from. */
  optionsOf(transport: MediaTransport, peerId: string): TransportOptions {
    const { transportId, options } = transport;
    return { transportId, ...options, iceServers: this.iceServersFor(peerId) };
  }

  /** Runs something on the plane; if the plane was lost meanwhile, that is the failure. */
  async guard<T>(run: (room: MediaRoom) => Promise<T>): Promise<T> {
    const room = this.room;
    try {
      return await run(room);
    } catch (error) {
      if (this.#room !== room) throw roomMoved(error);
      throw error;
    }
  }
}

const roomMoved = (cause?: unknown): AppError =>
  new AppError('room-moved', 'The room has moved: enter and join again.', { cause });
