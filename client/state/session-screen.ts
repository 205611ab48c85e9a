import type { SessionInfo } from '../../server/protocol/protocol.ts';
import type { Phase } from '../session/session-snapshot.ts';

/** Which of the session page's faces is shown. */
export type SessionScreen = 'entrance' | 'waiting' | 'room' | 'after' | 'taken' | 'failed';

/** The end wins over everything; after it, where this page stands. */
export function screenFor(session: Pick<SessionInfo, 'state'>, phase: Phase): SessionScreen {
  if (session.state === 'ended') return 'after';
  switch (phase) {
    case 'joined':
      return 'room';
    case 'waiting':
    case 'joining':
      return 'waiting';
    case 'taken':
      return 'taken';
    case 'failed':
      return 'failed';
    case 'opening':
    case 'lobby':
    case 'left':
      return 'entrance';
  }
}

/** How long before the start the page of a session opens its socket by itself. */
const doorsOpenMs = 30 * 60_000;

export type Visitor = {
  hasInvitation: boolean;
  /** Signed in with an account of this library. */
  isHost: boolean;
  /** Has pressed Masuk, or wants to ask, however early that is. */
  wantsIn: boolean;
};

/**
 * Whether this page should fetch the room's code and open a socket. Somebody reading on Monday about Saturday's session
 * needs neither; whoever may come in within minutes should find the door open already.
 */
export function needsRoom(
  session: Pick<SessionInfo, 'state' | 'startsAt'>,
  visitor: Visitor,
  nowMs: number,
): boolean {
  if (session.state === 'ended') return false;
  if (session.state === 'live') return true;
  const isSoon = Date.parse(session.startsAt) - nowMs < doorsOpenMs;
  return isSoon || visitor.hasInvitation || visitor.isHost || visitor.wantsIn;
}

/** Whole seconds until a moment, counted as people do: "1" is the last second. Never negative. */
export function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((atMs - nowMs) / 1_000));
}

/** A countdown's numbers; undefined once the time has come. */
export type Countdown = { days: number; hours: number; minutes: number; seconds: number };

export function countdownTo(startsAtMs: number, nowMs: number): Countdown | undefined {
  const left = secondsUntil(startsAtMs, nowMs);
  if (left === 0) return undefined;
  return {
    days: Math.floor(left / 86_400),
    hours: Math.floor(left / 3_600) % 24,
    minutes: Math.floor(left / 60) % 60,
    seconds: left % 60,
  };
}

/** "0:41:12" since a moment, in whole seconds; never negative, since clocks differ a little. */
export function clockSince(startedAtMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - startedAtMs) / 1_000));
  const two = (value: number): string => String(value % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds)}`
    : `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
}
