import { Router } from 'express';
import type { Identity } from '../people/identity.ts';
import type { PracticeDesk } from '../practices/practice-desk.ts';
import type { PracticeRecordings } from '../practices/practice-recordings.ts';
import {
  FindPractice,
  type FoundPractice,
  type OpenedPractice,
  type StudioPractices,
} from '../protocol/practices.ts';
import type { Schedule } from '../sessions/schedule.ts';
import { StoredFile, type Endpoint } from './endpoint.ts';
import { ByCode, ByPractice, ByPracticeTrack } from './route-params.ts';

type Deps = {
  endpoint: Endpoint;
  identity: Pick<Identity, 'linkRole'>;
  schedule: Pick<Schedule, 'get'>;
  practiceDesk: PracticeDesk;
  practiceRecordings: PracticeRecordings;
};

/** The way into a session's practice, and what hosts do in the studio with practices and their recordings. Mounted at /api. */
export function createPracticeRoutes(deps: Deps): Router {
  const { endpoint, identity, schedule, practiceDesk, practiceRecordings } = deps;
  const router = Router();
  const path = '/studio/sessions/:code/practices';

  endpoint(
    router,
    'post',
    '/sessions/:code/practice',
    { action: 'session:read', params: ByCode, body: FindPractice },
    async ({ caller, params, body: { invitation } }): Promise<FoundPractice> => {
      const session = await schedule.get(params.code);
      const link = invitation
        ? await identity.linkRole(invitation, session.sessionId)
        : undefined;
      // As in the room: with a personal link a host is that listener.
      const isHost = caller.person && link?.role !== 'listener';
      return practiceDesk.find(session, isHost ? 'host' : (link?.role ?? 'listener'));
    },
  );

  endpoint(
    router,
    'get',
    path,
    { action: 'studio:read', params: ByCode },
    async ({ params }): Promise<StudioPractices> => {
      const { sessionId } = await schedule.get(params.code);
      return { recordings: await practiceRecordings.list(sessionId) };
    },
  );

  endpoint(
    router,
    'post',
    path,
    { action: 'session:change', params: ByCode },
    async ({ params }): Promise<OpenedPractice> =>
      practiceDesk.open(await schedule.get(params.code)),
  );

  endpoint(
    router,
    'get',
    `${path}/:practice/:file`,
    { action: 'studio:read', params: ByPracticeTrack },
    async ({ params: { code, practice, file } }) => {
      const { sessionId } = await schedule.get(code);
      return new StoredFile(await practiceRecordings.read(sessionId, practice, file));
    },
  );

  endpoint(
    router,
    'delete',
    `${path}/:practice`,
    { action: 'recording:process', params: ByPractice },
    async ({ params: { code, practice } }) => {
      const { sessionId } = await schedule.get(code);
      await practiceRecordings.delete(sessionId, practice);
    },
  );

  return router;
}
