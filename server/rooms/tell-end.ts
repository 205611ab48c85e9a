import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { pause } from '../platform/pause.ts';
import type { Scope } from '../platform/scope.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import type { RoomSessions } from '../sessions/room-sessions.ts';

const againMs = 1_000;

type Parts = { scope: Scope; sessions: RoomSessions; clock: Clock; log: Logger };

/**
 * Stores that a session has ended, as of now: asked again while the database is away, for as long as the room is there.
 * Resolves with the session as it then is; rejects where the database refuses.
 */
export async function tellEnd(sessionId: string, parts: Parts): Promise<SessionInfo> {
  const { scope, sessions, clock, log } = parts;
  const endedAt = clock.now();
  for (;;) {
    try {
      return await sessions.markEnded(sessionId, endedAt);
    } catch (error) {
      const isAway = error instanceof AppError && error.code === 'unavailable';
      if (!isAway || scope.closed) throw error;
      log.warn({ err: error, againInMs: againMs }, 'end of the session not stored yet');
    }
    await pause(againMs, scope.signal);
  }
}
