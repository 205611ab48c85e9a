import { Router } from 'express';
import type { PracticeDesk } from '../practices/practice-desk.ts';
import type { PracticeRecordings } from '../practices/practice-recordings.ts';
import type { OpenedPractice, StudioPractices } from '../protocol/practices.ts';
import type { Schedule } from '../sessions/schedule.ts';
import { StoredFile, type Endpoint } from './endpoint.ts';
import { ByCode, ByPractice, ByPracticeTrack } from './route-params.ts';

type Deps = {
  endpoint: Endpoint;
  schedule: Pick<Schedule, 'get'>;
  practiceDesk: PracticeDesk;
  practiceRecordings: PracticeRecordings;
};

/** What hosts do in the studio with a session's practices and their recordings. Mounted at /api. */
export function createPracticeRoutes(deps: Deps): Router {
  const { endpoint, schedule, practiceDesk, practiceRecordings } = deps;
  const router = Router();
  const path = '/studio/sessions/:code/practices';

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
