import type { Server } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '../protocol/protocol.ts';
import type { RoomAnnouncer } from '../rooms/room-ports.ts';
import type { RoomSocket } from './connection.ts';

export type RoomServer = Server<ClientToServerEvents, ServerToClientEvents>;
type AnyEmitter = { emit(event: string, payload: unknown): boolean };

/** Between being told to go and being cut off. */
const farewellMs = 2000;
/** From so many on, it is worth looking for one name for all of them. */
const crowd = 16;

/** What rooms say, over socket.io. */
export function createAnnouncer(io: RoomServer): RoomAnnouncer {
  return {
    announce(connectionIds, name, payload, { fleeting = false } = {}) {
      // To nobody would be to everybody.
      if (connectionIds.length === 0) return;
      const all = asOneRoom(io, connectionIds) ?? io.to([...connectionIds]);
      // Widened: socket.io's types cannot follow a generic name; the signature of announce() does.
      const target = (fleeting ? all.volatile : all) as unknown as AnyEmitter;
      target.emit(name, payload);
    },
    dismiss(connectionIds) {
      for (const id of connectionIds) {
        const socket = io.sockets.sockets.get(id);
        if (!socket) continue;
        // The client is told that it was meant, so it does not come back by itself; then it is cut off.
        socket.disconnect(false);
        setTimeout(() => cutOff(socket), farewellMs).unref();
      }
    },
  };
}

/**
 * Exactly these, as a room without those who are not meant; undefined where there is no such room, or few are meant.
 * socket.io looks up each of a thousand names in six tables, which takes a tenth of the time of sending.
 */
function asOneRoom(
  io: RoomServer,
  connectionIds: readonly string[],
): ReturnType<RoomServer['to']> | undefined {
  const [first = ''] = connectionIds;
  if (connectionIds.length < crowd) return undefined;
  const { rooms, sids } = io.of('/').adapter;
  const meant = new Set(connectionIds);
  for (const room of sids.get(first) ?? []) {
    const members = [...(rooms.get(room) ?? [])];
    const others = members.filter((id) => !meant.has(id));
    const allAreMembers = members.length - others.length === meant.size;
    if (allAreMembers && others.length < meant.size) return io.to(room).except(others);
  }
  return undefined;
}

/** Ends it at once: a goodbye alone would leave half a minute to whoever does not answer it, and all they send until then. */
export function cutOff(socket: RoomSocket): void {
  const { transport } = socket.conn;
  socket.disconnect(true);
  // Where it is a WebSocket. engine.io's types do not show it; what is polled ends with its session.
  (transport as { socket?: { terminate(): void } }).socket?.terminate();
}
