import type { Socket } from 'socket.io';
import { AppError } from '../platform/app-error.ts';
import type { Logger } from '../platform/log.ts';
import { createSerial } from '../platform/serial.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '../protocol/protocol.ts';
import type { Room } from '../rooms/room.ts';

export type RoomSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** One socket: where it comes from and which room it is in. A peer may outlive it for some seconds. */
export class Connection {
  readonly socket: RoomSocket;
  readonly address: string;
  readonly log: Logger;
  /** Entering happens one after the other: a socket is in one room at most. */
  readonly inTurn = createSerial();
  #room: Room | undefined;

  constructor(socket: RoomSocket, address: string, log: Logger) {
    this.socket = socket;
    this.address = address;
    this.log = log.child({ socket: socket.id });
  }

  get connectionId(): string {
    return this.socket.id;
  }

  /** The room whose lobby this socket entered. */
  get room(): Room {
    if (!this.#room || this.#room.closed) {
      throw new AppError('not-joined', 'Enter a lobby first.');
    }
    return this.#room;
  }

  get isInRoom(): boolean {
    return this.#room !== undefined;
  }

  /** Remembers the room; if the socket went away while entering, the room hears of it. */
  enter(room: Room): void {
    this.#room = room;
    // The announcer reaches a crowd by the name of its room.
    if (this.socket.connected) void this.socket.join(room.session.sessionId);
    else room.disconnected(this.connectionId);
  }

  /** Leaves the room unless it is the one given. */
  async leaveAllBut(sessionId: string | undefined): Promise<void> {
    const room = this.#room;
    if (!room || room.session.sessionId === sessionId) return;
    this.#room = undefined;
    void this.socket.leave(room.session.sessionId);
    if (!room.closed) await room.leave(this.connectionId);
  }

  disconnected(): void {
    if (this.#room && !this.#room.closed) this.#room.disconnected(this.connectionId);
  }
}
