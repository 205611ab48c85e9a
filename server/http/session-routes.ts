import { Router } from 'express';
import type { SessionInfo } from '../protocol/protocol.ts';
import { toCalendar } from '../sessions/calendar.ts';
import type { Schedule } from '../sessions/schedule.ts';
import { toSessionInfo } from '../sessions/session.ts';
import { TextFile, type Endpoint } from './endpoint.ts';
import { ByCode } from './route-params.ts';

type Deps = { endpoint: Endpoint; schedule: Pick<Schedule, 'get'> };

/** Sessions, for everyone who has the link. Mounted at /api. */
export function createSessionRoutes({ endpoint, schedule }: Deps): Router {
  const router = Router();
  const route = { action: 'session:read', params: ByCode } as const;

  endpoint(router, 'get', '/sessions/:code', route, async ({ params }): Promise<SessionInfo> =>
    toSessionInfo(await schedule.get(params.code)),
  );

  endpoint(
    router,
    'get',
    '/sessions/:code/calendar.ics',
    route,
    async ({ caller, params }) =>
      new TextFile({
        contentType: 'text/calendar; charset=utf-8',
        fileName: `${params.code}.ics`,
        text: toCalendar(await schedule.get(params.code), caller.origin),
      }),
  );

  return router;
}
