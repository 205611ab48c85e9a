import { io, type Socket } from 'socket.io-client';
import {
  notices,
  type ClientToServerEvents,
  type NoticeName,
  type ServerToClientEvents,
} from '../../server/protocol/protocol.ts';
import type { NamedNotice } from '../state/room-view.ts';
import { onNetworkChange } from './network-changes.ts';
import { reconnectDelay } from './reconnect.ts';
import { createRequest, type Request } from './request.ts';
import { SessionError } from './session-error.ts';
import { SocketProbe } from './socket-probe.ts';

export type SignallingEvents = {
  /** A socket is there, for the first time or again. */
  up: () => void;
  /** It is gone. `wasSilent`: nobody closed it, nothing came over it any more. */
  down: (how: { wasSilent: boolean }) => void;
  notice: (notice: NamedNotice) => void;
};

/** The way to the hub: one socket that is always wanted between open() and close(). */
export type Signalling = {
  request: Request;
  open: () => void;
  /** Drops the socket without waiting for a timeout and makes a new one soon: the old one only looks alive. */
  reopen: () => void;
  /** Reopens when the hub does not answer at once. */
  probe: () => void;
  close: () => void;
};

export type OpenSignalling = (events: SignallingEvents) => Signalling;

/** How long one attempt may take, in milliseconds. */
const connectTimeoutMs = 6_000;
const steadyMs = 5_000;

export const createSignalling: OpenSignalling = (events) => {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io({
    forceNew: true,
    autoConnect: false,
    // Ours are shorter and know when the network returns.
    reconnection: false,
    // A WebSocket at once saves two round trips; polling stays for networks that forbid it.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: connectTimeoutMs,
  });
  let wanted = false;
  let attempt = 0;
  let connectedAtMs = 0;
  let lostAtMs = 0;
  let wasSilent = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let endWatch = (): void => undefined;

  const connect = (): void => {
    clearTimeout(timer);
    if (wanted && !socket.connected) socket.connect();
  };
  const retry = (): void => {
    clearTimeout(timer);
    if (wanted) {
      const goneMs = Date.now() - lostAtMs;
      timer = setTimeout(connect, reconnectDelay({ attempt, goneMs }));
    }
    attempt += 1;
  };
  const reopen = (): void => {
    if (!wanted || !socket.connected) return;
    wasSilent = true;
    socket.disconnect();
  };
  const probe = new SocketProbe({
    ask: () => socket.timeout(connectTimeoutMs).emitWithAck('connection:probe', {}),
    unanswered: reopen,
  });
  /** The page is back: now is better than in four seconds. */
  const hurry = (): void => {
    if (document.visibilityState !== 'visible') return;
    if (socket.connected) probe.begin();
    else connect();
  };
  /** What was begun over another network comes to nothing. */
  const changeNetwork = (): void => {
    if (socket.connected) probe.begin();
    else if (wanted) {
      socket.disconnect();
      connect();
    }
  };

  socket.on('connect', () => {
    connectedAtMs = Date.now();
    events.up();
  });
  socket.on('disconnect', (reason) => {
    probe.end();
    // A socket that did not live long is one more failed attempt, not a fresh start.
    if (Date.now() - connectedAtMs > steadyMs) {
      attempt = 0;
      lostAtMs = Date.now();
    }
    events.down({ wasSilent: wasSilent || reason === 'ping timeout' });
    wasSilent = false;
    retry();
  });
  socket.on('connect_error', retry);
  for (const name of Object.keys(notices) as NoticeName[]) listen(socket, name, events.notice);

  return {
    request: createRequest(async (name, input, timeoutMs) => {
      if (!socket.connected) throw new SessionError('offline', `${name}: no socket`);
      // Widened: socket.io's types cannot follow a generic name.
      const emitter = socket.timeout(timeoutMs) as unknown as {
        emitWithAck: (event: string, payload: unknown) => Promise<unknown>;
      };
      return await emitter.emitWithAck(name, input);
    }),
    open: () => {
      wanted = true;
      lostAtMs = Date.now();
      endWatch();
      endWatch = onNetworkChange(changeNetwork);
      document.addEventListener('visibilitychange', hurry);
      connect();
    },
    reopen,
    probe: () => {
      if (socket.connected) probe.begin();
    },
    close: () => {
      wanted = false;
      clearTimeout(timer);
      endWatch();
      document.removeEventListener('visibilitychange', hurry);
      socket.disconnect();
    },
  };
};

/** A notice that does not parse comes from a hub of another version; joining again will bring what it said. */
function listen(
  socket: Socket<ServerToClientEvents, ClientToServerEvents>,
  name: NoticeName,
  tell: (notice: NamedNotice) => void,
): void {
  const on = socket.on.bind(socket) as (
    event: string,
    listener: (raw: unknown) => void,
  ) => void;
  on(name, (raw) => {
    const parsed = notices[name].safeParse(raw);
    if (parsed.success) tell({ name, notice: parsed.data } as NamedNotice);
  });
}
