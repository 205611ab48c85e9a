import { Router } from 'express';
import type { PracticeRecordings } from '../practices/practice-recordings.ts';
import type { StudioPractices } from '../protocol/practices.ts';
import type { Schedule } from '../sessions/schedule.ts';
import { StoredFile, type Endpoint } from './endpoint.ts';
import { ByCode, ByPractice, ByPracticeTrack } from './route-params.ts';

type Deps = {
  endpoint: Endpoint;
  schedule: Pick<Schedule, 'get'>;
  practiceRecordings: PracticeRecordings;
};

/** What hosts do with the recordings of a session's practices. Mounted at /api. */
export function createPracticeRoutes({ endpoint, schedule, practiceRecordings }: Deps): Router {
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
