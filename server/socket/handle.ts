import { z } from 'zod';
import { toWireError } from '../platform/app-error.ts';
import {
  requests,
  type ParsedInput,
  type Reply,
  type RequestName,
  type RequestOutput,
  type RoomRequestName,
} from '../protocol/protocol.ts';
import type { Peer } from '../rooms/peer.ts';
import type { Caller } from '../rooms/room-floor.ts';
import type { Room } from '../rooms/room.ts';
import type { Connection } from './connection.ts';

type Answer<N extends RequestName> = Promise<RequestOutput<N>> | RequestOutput<N>;

/** What answers each request. A request without an answer does not compile. */
export type Handlers = {
  [N in RequestName]: (connection: Connection, input: ParsedInput<N>) => Answer<N>;
};

/** What is given to a handler of someone seated in a room. */
export type Seated<N extends RoomRequestName> = {
  peer: Peer;
  room: Room;
  input: ParsedInput<N>;
};
type SeatedHandlers = { [N in RoomRequestName]?: (seated: Seated<N>) => Answer<N> };
type AsHandlers<T> = { [N in keyof T & RequestName]: Handlers[N] };

/** Handlers that change the room: in its turn, and only if the permission table allows it by then. */
export const inTurn = <T extends SeatedHandlers>(handlers: T): AsHandlers<T> =>
  forSeated(handlers, (room, ...act) => room.act(...act));

/** Handlers of a peer's own transports and consumers: permitted alike, but not waiting for the room's turn. */
export const atOnce = <T extends SeatedHandlers>(handlers: T): AsHandlers<T> =>
  forSeated(handlers, (room, ...act) => room.actAlone(...act));

/** What is given to a handler of something beside the stage. */
export type Calling<N extends RoomRequestName> = {
  caller: Caller;
  room: Room;
  input: ParsedInput<N>;
};
type CallingHandlers = { [N in RoomRequestName]?: (calling: Calling<N>) => Answer<N> };

/** Handlers of what goes on beside the stage, open to the lobby too: permitted alike, waiting for no media. */
export function beside<T extends CallingHandlers>(handlers: T): AsHandlers<T> {
  return eachHandler(handlers, ({ room, connectionId }, name, run, input) =>
    room.beside(connectionId, name, (caller) => run({ caller, room, input })),
  );
}

type Act = <R>(
  room: Room,
  connectionId: string,
  request: RoomRequestName,
  run: (peer: Peer) => Promise<R> | R,
) => Promise<R>;
function forSeated<T extends SeatedHandlers>(handlers: T, act: Act): AsHandlers<T> {
  return eachHandler(handlers, ({ room, connectionId }, name, run, input) =>
    act(room, connectionId, name, (peer) => run({ peer, room, input })),
  );
}

/** The same way to a handler for each request of a table. */
function eachHandler<T extends object>(
  handlers: T,
  reach: (
    connection: Connection,
    name: RoomRequestName,
    run: (given: unknown) => unknown,
    input: unknown,
  ) => Promise<unknown>,
): AsHandlers<T> {
  const answers = Object.entries(handlers).map(([name, handler]) => {
    // Widened: no type follows a name through a loop. The signatures above are what callers see.
    const run = handler as (given: unknown) => unknown;
    return [
      name,
      (connection: Connection, input: unknown) =>
        reach(connection, name as RoomRequestName, run, input),
    ];
  });
  return Object.fromEntries(answers) as AsHandlers<T>;
}

/** Why a message is not answered by its handler. */
export type Refusal = 'malformed' | 'too-many';

/**
 * Answers every message of a socket: parse, run, reply, exactly once, whatever happens. No other file listens for
 * requests, so none can forget a step.
 */
export function handleRequests(
  connection: Connection,
  handlers: Handlers,
  /** Asked first. A refusal is final for this message. */
  admit: () => boolean,
  onRefused: (refusal: Refusal) => void,
): void {
  connection.socket.onAny((event: unknown, ...args: unknown[]) => {
    const [input, reply, ...rest] = args;
    if (typeof reply !== 'function' || rest.length > 0) {
      connection.log.debug({ event }, 'message without a reply callback, ignored');
      onRefused('malformed');
      return;
    }
    const send = reply as (answer: Reply<unknown>) => void;
    if (!admit()) {
      onRefused('too-many');
      send(refused('too-many', 'Too many messages. Wait a moment.'));
      return;
    }
    if (!isRequestName(event)) {
      onRefused('malformed');
      send(refused('invalid-input', 'There is no such request.'));
      return;
    }
    const parsed = requests[event].input.safeParse(input);
    if (!parsed.success) {
      onRefused('malformed');
      send(refused('invalid-input', z.prettifyError(parsed.error)));
      return;
    }
    void answer(connection, handlers, event, parsed.data).then(send);
  });
}

const refused = (code: 'too-many' | 'invalid-input', message: string): Reply<never> => ({
  ok: false,
  error: { code, message: message.slice(0, 500) },
});

function isRequestName(event: unknown): event is RequestName {
  return typeof event === 'string' && Object.hasOwn(requests, event);
}

async function answer(
  connection: Connection,
  handlers: Handlers,
  name: RequestName,
  input: unknown,
): Promise<Reply<unknown>> {
  try {
    const handler = handlers[name] as (connection: Connection, input: unknown) => unknown;
    return { ok: true, data: await handler(connection, input) };
  } catch (error) {
    return { ok: false, error: toWireError(error, connection.log.child({ request: name })) };
  }
}

/** For handlers that change something and have nothing to say about it. */
export const nothing = {} as const;
