import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { Server } from 'socket.io';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { LineTests } from '../line-tests/line-tests.ts';
import type { Rooms } from '../rooms/room-registry.ts';
import type { RoomAnnouncer } from '../rooms/room-ports.ts';
import { AddressLimits, addressLimitSizes, type AddressLimitSizes } from './address-limits.ts';
import { createAnnouncer, cutOff, type RoomServer } from './announcer.ts';
import { chatHandlers } from './chat-handlers.ts';
import { Connection } from './connection.ts';
import { consumerHandlers } from './consumer-handlers.ts';
import { handHandlers } from './hand-handlers.ts';
import { hearingHandlers } from './hearing-handlers.ts';
import { handleRequests, nothing, type Handlers } from './handle.ts';
import { createLineTestHandlers } from './line-test-handlers.ts';
import { orderHandlers } from './order-handlers.ts';
import { markHandlers } from './mark-handlers.ts';
import { pollHandlers } from './poll-handlers.ts';
import { inviteHandlers } from './invite-handlers.ts';
import { producerHandlers } from './producer-handlers.ts';
import { questionHandlers } from './question-handlers.ts';
import { removalHandlers } from './removal-handlers.ts';
import { createRoomHandlers, type RoomHandlerDeps } from './room-handlers.ts';
import { sessionHandlers } from './session-handlers.ts';
import { rundownHandlers } from './rundown-handlers.ts';
import { slideHandlers } from './slide-handlers.ts';
import { stageHandlers } from './stage-handlers.ts';
import { TokenBucket, type BucketSize } from '../platform/token-bucket.ts';
import { talkTimeHandlers } from './talk-time-handlers.ts';
import { transportHandlers } from './transport-handlers.ts';

export type SocketOptions = RoomHandlerDeps & {
  httpServer: HttpServer | HttpsServer;
  rooms: Rooms & { announceThrough(announcer: RoomAnnouncer): void };
  lineTests: LineTests;
  /** Whether pages of this origin may open sockets. Programs send no origin. */
  isAllowedOrigin: (origin: string | undefined, request: IncomingMessage) => boolean;
  /** Where a request comes from, trusted proxies considered. */
  addressOf: (request: IncomingMessage) => string;
  scope: Scope;
  log: Logger;
  limits?: Partial<SocketLimits>;
};

export type SocketLimits = {
  /** A socket that enters no lobby for so long, and tests nothing, is closed. */
  idleMs: number;
  /**
   * Up to so much later, by chance: thousands that came in the same second would come back in the same second, and
   * letting them in costs more than having them.
   */
  idleSpreadMs: number;
  /** Requests of one socket. Joining a full stage takes about forty at once. */
  requests: BucketSize;
  /** Malformed messages and messages beyond the limit; when these are used up the socket is closed. */
  patience: BucketSize;
  address: AddressLimitSizes;
};

export const socketLimits: SocketLimits = {
  idleMs: 60_000,
  idleSpreadMs: 120_000,
  requests: { burst: 150, perSecond: 30 },
  patience: { burst: 40, perSecond: 2 },
  address: addressLimitSizes,
};

/** The largest message a client may send, in bytes. RTP capabilities of a browser take about 20 kB. */
const maxMessageBytes = 64 * 1024;
/** A line that says nothing is missed after eight seconds at most; five of them are left to a network that stumbles. */
const pingEveryMs = 3_000;
const pongWithinMs = 5_000;
const sweepMs = 60_000;

/** The socket edge: rooms speak through it, and peers reach their rooms. */
export function attachSockets(options: SocketOptions): void {
  const { httpServer, rooms, lineTests, isAllowedOrigin, addressOf, scope } = options;
  const limits: SocketLimits = { ...socketLimits, ...options.limits };
  const log = options.log.child({ part: 'sockets' });
  const addresses = new AddressLimits(limits.address);
  scope.every('address sweep', sweepMs, () => addresses.sweep(Date.now()));

  const io: RoomServer = new Server(httpServer, {
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    pingInterval: pingEveryMs,
    pingTimeout: pongWithinMs,
    connectTimeout: limits.idleMs,
    // Same origin only: no CORS headers, and what comes from elsewhere is refused before it is a socket.
    allowRequest: (request, decide) => {
      const { origin } = request.headers;
      const allowed = isAllowedOrigin(origin, request);
      if (!allowed) log.debug({ origin }, 'socket refused: origin');
      decide(null, allowed && addresses.mayConnect(addressOf(request), Date.now()));
    },
  });
  // Not io.close(): that would close the HTTP server as well, which is not ours.
  scope.defer('sockets', () => {
    io.disconnectSockets(true);
    io.engine.close();
  });
  rooms.announceThrough(createAnnouncer(io));

  const handlers: Handlers = {
    ...createRoomHandlers(options),
    ...createLineTestHandlers(lineTests),
    'connection:probe': () => nothing,
    ...stageHandlers,
    ...transportHandlers,
    ...producerHandlers,
    ...consumerHandlers,
    ...sessionHandlers,
    ...markHandlers,
    ...talkTimeHandlers,
    ...rundownHandlers,
    ...pollHandlers,
    ...handHandlers,
    ...hearingHandlers,
    ...inviteHandlers,
    ...chatHandlers,
    ...orderHandlers,
    ...questionHandlers,
    ...slideHandlers,
    ...removalHandlers,
  };

  io.on('connection', (socket) => {
    const address = addressOf(socket.request);
    const connection = new Connection(socket, address, log);
    const requests = new TokenBucket(limits.requests, Date.now());
    const patience = new TokenBucket(limits.patience, Date.now());
    const idleMs = limits.idleMs + Math.random() * limits.idleSpreadMs;
    const endIfIdle = (): void => {
      if (connection.isInRoom) return;
      if (lineTests.isTesting(socket.id)) idle = setTimeout(endIfIdle, idleMs);
      else cutOff(socket);
    };
    let idle = setTimeout(endIfIdle, idleMs);

    addresses.opened(address, Date.now());
    socket.on('disconnect', (reason) => {
      clearTimeout(idle);
      addresses.closed(address, Date.now());
      connection.log.debug({ reason }, 'socket closed');
      connection.disconnected();
      void lineTests.close(socket.id);
    });
    handleRequests(
      connection,
      handlers,
      () => requests.take(Date.now()) && addresses.mayRequest(address, Date.now()),
      (refusal) => {
        if (patience.take(Date.now())) return;
        connection.log.warn({ refusal }, 'socket closed for flooding');
        cutOff(socket);
      },
    );
  });
}
