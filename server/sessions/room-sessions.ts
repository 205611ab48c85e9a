import { AppError } from '../platform/app-error.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import type { InvitationLinkRepository } from './invitation-link.ts';
import { openPractice } from './open-practice.ts';
import { toSessionInfo, type Session, type SessionRepository } from './session.ts';

/** Stored sessions as live rooms need them. */
export type RoomSessions = {
  findByCode(code: string): Promise<SessionInfo | undefined>;
  /** Both return the session as it then is, and are safe to repeat. */
  markLive(sessionId: string, at: Date): Promise<SessionInfo>;
  markEnded(sessionId: string, at: Date): Promise<SessionInfo>;
  /** Locked to newcomers from `at` on; undefined opens it. */
  setLocked(sessionId: string, at: Date | undefined): Promise<SessionInfo>;
  findPractice(sessionId: string): Promise<SessionInfo | undefined>;
  /** The practice of a session; made now, when there is none. */
  openPractice(sessionId: string, at: Date): Promise<SessionInfo>;
  /** With all that it left. */
  deletePractice(sessionId: string): Promise<void>;
  /** With all that it left but its recording, which stays until then. */
  keepPractice(sessionId: string, until: Date): Promise<SessionInfo>;
  /** How many links to the stage work. */
  countInvited(sessionId: string): Promise<number>;
};

export function createRoomSessions(
  sessions: SessionRepository,
  links: Pick<InvitationLinkRepository, 'listActive'>,
): RoomSessions {
  /** The session after a change of state, also when the change had been made before. */
  const settled = async (
    sessionId: string,
    changed: Session | undefined,
    state: Session['state'],
  ): Promise<SessionInfo> => {
    const session = changed ?? (await sessions.findById(sessionId));
    if (!session) throw new AppError('not-found', 'There is no such session.');
    if (session.state === state) return toSessionInfo(session);
    throw new AppError('conflict', `The session is ${session.state}.`);
  };

  return {
    async findByCode(code) {
      const session = await sessions.find(code);
      return session && toSessionInfo(session);
    },
    markLive: async (sessionId, at) =>
      settled(sessionId, await sessions.goLive(sessionId, at), 'live'),
    markEnded: async (sessionId, at) =>
      settled(sessionId, await sessions.end(sessionId, at), 'ended'),
    async findPractice(sessionId) {
      const practice = await sessions.findPractice(sessionId);
      return practice && toSessionInfo(practice);
    },
    async openPractice(sessionId, openedAt) {
      const of = await sessions.findById(sessionId);
      if (!of) throw new AppError('not-found', 'There is no such session.');
      return toSessionInfo(await openPractice(sessions, of, openedAt));
    },
    deletePractice: (sessionId) => sessions.deletePractice(sessionId),
    keepPractice: async (sessionId, until) =>
      toSessionInfo(await sessions.keepPractice(sessionId, until)),
    async countInvited(sessionId) {
      const active = await links.listActive(sessionId);
      return active.filter(({ role }) => role === 'speaker').length;
    },
    setLocked: async (sessionId, at) => toSessionInfo(await sessions.lock(sessionId, at)),
  };
}
