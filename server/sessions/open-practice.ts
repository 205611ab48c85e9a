import { AppError } from '../platform/app-error.ts';
import { newCode, newId } from '../platform/ids.ts';
import type { Session, SessionRepository } from './session.ts';

/** The practice of a session; made now, when there is none. All who ask at once get the same. */
export async function openPractice(
  sessions: Pick<SessionRepository, 'findPractice' | 'createPractice'>,
  of: Session,
  openedAt: Date,
): Promise<Session> {
  const there = await sessions.findPractice(of.sessionId);
  if (there) return there;
  const ids = { sessionId: newId(), code: newCode() };
  try {
    return await sessions.createPractice(of, { ...ids, openedAt });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    // Somebody else was faster.
    const theirs = await sessions.findPractice(of.sessionId);
    if (!theirs) throw error;
    return theirs;
  }
}
