import type { DataMode } from '../../server/protocol/data-mode.ts';
import type { RequestOutput, SessionInfo } from '../../server/protocol/protocol.ts';
import type { Role, Source } from '../../server/protocol/words.ts';
import type { RoomView } from '../state/room-view.ts';
import type { Sending } from './publisher.ts';
import type { SessionProblem } from './session-error.ts';

/** Where this page stands between the street and the room. */
export type Phase =
  | 'opening' // The socket is on its way for the first time.
  | 'lobby' // Known to the hub, ready to receive, not in the room.
  | 'waiting' // Wants to come in, and will by itself once it is live and not locked.
  | 'joining'
  | 'joined'
  | 'taken' // The same person came in elsewhere with this seat.
  | 'left'
  | 'failed'; // See `problem`; does not mend by itself.

/** Who the hub says we are here, before joining. */
export type Lobby = {
  role: Role;
  /** A name the hub knows; may be empty. */
  displayName: string;
  session: SessionInfo;
  listenerCount: number;
  clockOffsetMs: number;
  /** Of the session's practice, for people of the stage, while there is one. */
  practiceCode: string | undefined;
};

/** `nowMs`: the page's clock, when the hub had just answered. */
export function toLobby(
  { serverTime, ...entered }: RequestOutput<'lobby:enter'>,
  nowMs: number,
): Lobby {
  const { role, displayName, session, listenerCount, practiceCode } = entered;
  const clockOffsetMs = Date.parse(serverTime) - nowMs;
  return { role, displayName, session, listenerCount, practiceCode, clockOffsetMs };
}

/** All a page can show of its session. Replaced, never changed in place. */
export type SessionSnapshot = {
  phase: Phase;
  /** Whether the hub can be reached right now; sound and pictures may go on without. */
  link: 'up' | 'down';
  problem: SessionProblem | undefined;
  lobby: Lobby | undefined;
  room: RoomView | undefined;
  /** How much of the room this page has sent to it. */
  dataMode: DataMode;
  /** What is received, by producer id. */
  tracks: ReadonlyMap<string, MediaStreamTrack>;
  /** What is sent. */
  sending: ReadonlyMap<Source, Sending>;
  /** Whether this browser decodes it; true until that is known. */
  seesH264: boolean;
};

export const firstSnapshot: SessionSnapshot = {
  phase: 'opening',
  link: 'down',
  problem: undefined,
  lobby: undefined,
  room: undefined,
  dataMode: 'full',
  tracks: new Map(),
  sending: new Map(),
  seesH264: true,
};

/** The session as last heard of, from the room or from the lobby. */
export function sessionOf({ room, lobby }: SessionSnapshot): SessionInfo | undefined {
  return room?.session ?? lobby?.session;
}

/**
 * Whether a listener has to wait: before it is live, and while it is locked. A locked room is asked once all the same,
 * since the hub knows who was inside before.
 */
export function waits({ lobby, phase }: SessionSnapshot): boolean {
  if (lobby?.role !== 'listener') return false;
  const { state, lockedAt } = lobby.session;
  return state !== 'live' || (phase === 'waiting' && lockedAt !== undefined);
}
