import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { newCode, newId } from '../platform/ids.ts';
import type { Session, SessionRepository } from '../sessions/session.ts';

/** Practices that hosts open from the studio: before a session, and after one that has ended. */
export type PracticeDesk = {
  /** The practice of a session; made now, when there is none. Throws `conflict` while the session is live. */
  open(session: Session): Promise<{ code: string }>;
};

type Deps = {
  sessions: Pick<SessionRepository, 'findPractice' | 'createPractice'>;
  clock: Clock;
  /** Tells the people of the stage who are in the session's room already. */
  onOpened?: ((sessionId: string, code: string) => void) | undefined;
};

export function createPracticeDesk({ sessions, clock, onOpened }: Deps): PracticeDesk {
  return {
    async open(session) {
      const { sessionId, state, practiceOf } = session;
      if (practiceOf) throw new AppError('conflict', 'A practice has no practice.');
      if (state === 'live') throw new AppError('conflict', 'The session is on.');
      const ids = { sessionId: newId(), code: newCode(), openedAt: clock.now() };
      const { code } =
        (await sessions.findPractice(sessionId)) ??
        (await sessions.createPractice(session, ids));
      onOpened?.(sessionId, code);
      return { code };
    },
  };
}
