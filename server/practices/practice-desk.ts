import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Role } from '../protocol/words.ts';
import { mayTakeStage } from '../rooms/permissions.ts';
import { openPractice } from '../sessions/open-practice.ts';
import type { Session, SessionRepository } from '../sessions/session.ts';

/** Practices beside the live room: opened from the studio, before a session and after one that has ended, and found there. */
export type PracticeDesk = {
  /** The practice of a session; made now, when there is none. Throws `conflict` while the session is live. */
  open(session: Session): Promise<{ code: string }>;
  /** Where it is, for people of the stage, while there is one. */
  find(session: Pick<Session, 'sessionId'>, role: Role): Promise<{ code?: string }>;
};

type Deps = {
  sessions: Pick<SessionRepository, 'findPractice' | 'createPractice'>;
  clock: Pick<Clock, 'now'>;
  /** Tells the people of the stage who are in the session's room already. */
  onOpened?: ((sessionId: string, code: string) => void) | undefined;
};

export function createPracticeDesk({ sessions, clock, onOpened }: Deps): PracticeDesk {
  return {
    async open(session) {
      const { sessionId, state, practiceOf } = session;
      if (practiceOf) throw new AppError('conflict', 'A practice has no practice.');
      if (state === 'live') throw new AppError('conflict', 'The session is on.');
      const { code } = await openPractice(sessions, session, clock.now());
      onOpened?.(sessionId, code);
      return { code };
    },
    async find({ sessionId }, role) {
      const practice = mayTakeStage(role) ? await sessions.findPractice(sessionId) : undefined;
      return practice ? { code: practice.code } : {};
    },
  };
}
