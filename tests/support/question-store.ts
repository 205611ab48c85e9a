import type { Database } from '../../server/platform/database.ts';
import type { Scope } from '../../server/platform/scope.ts';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import type { SessionState } from '../../server/protocol/words.ts';
import type { QuestionRepository } from '../../server/questions/question.ts';
import { toSessionInfo } from '../../server/sessions/session.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { openTestDatabase } from './database.ts';
import { FakeMediaPlane } from './fake-media-plane.ts';
import { openRoomHub, type RoomHub } from './room-hub.ts';
import { aSession } from './stored.ts';

export type QuestionStore = {
  db: Database;
  questions: QuestionRepository;
  /** A hub, to be closed by whoever opens it. What it knows of an earlier one's questions is in the database alone. */
  openHub(): Promise<RoomHub>;
  /** In the database and at the hub. */
  addSession(
    hub: RoomHub,
    state: SessionState,
    plan?: { seriesId?: string; startsAt?: Date },
  ): Promise<SessionInfo>;
};

/** A database in which hubs keep their questions. It ends with the scope. */
export async function openQuestionStore(scope: Scope): Promise<QuestionStore> {
  const db = await openTestDatabase(scope);
  const questions = createQuestionRepository(db.prisma);
  const sessions = createSessionRepository(db.prisma);
  return {
    ...{ db, questions },
    openHub: () => openRoomHub({ plane: new FakeMediaPlane(), questionRepository: questions }),
    async addSession(hub, state, plan = {}) {
      const stored = await aSession(db, plan);
      if (state === 'live') await sessions.goLive(stored.sessionId, new Date());
      const session = { ...toSessionInfo(stored), state };
      if (state === 'live') session.wentLiveAt = new Date().toISOString();
      hub.sessions.stored.set(session.sessionId, session);
      return session;
    },
  };
}
