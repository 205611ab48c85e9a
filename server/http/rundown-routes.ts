import { Router } from 'express';
import { RundownBody, type Rundown } from '../protocol/rundown.ts';
import type { RundownDesk } from '../rundown/rundown-desk.ts';
import type { Schedule } from '../sessions/schedule.ts';
import type { Endpoint } from './endpoint.ts';
import { ByCode } from './route-params.ts';

type Deps = { endpoint: Endpoint; schedule: Pick<Schedule, 'get'>; rundownDesk: RundownDesk };

/** What hosts do with a session's rundown before it. Mounted at /api. */
export function createRundownRoutes({ endpoint, schedule, rundownDesk }: Deps): Router {
  const router = Router();
  const path = '/studio/sessions/:code/rundown';

  endpoint(
    router,
    'get',
    path,
    { action: 'studio:read', params: ByCode },
    async ({ params }): Promise<Rundown> => rundownDesk.read(await schedule.get(params.code)),
  );

  endpoint(
    router,
    'put',
    path,
    { action: 'session:change', params: ByCode, body: RundownBody },
    async ({ params, body }): Promise<Rundown> =>
      rundownDesk.change(await schedule.get(params.code), body),
  );

  return router;
}
