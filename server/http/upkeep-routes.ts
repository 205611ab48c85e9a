import { Router } from 'express';
import type { Upkeep } from '../protocol/upkeep.ts';
import type { Purges } from '../purges/purges.ts';
import type { Retention } from '../retention/retention.ts';
import type { Endpoint } from './endpoint.ts';

type Deps = {
  endpoint: Endpoint;
  purges: Pick<Purges, 'overdue'>;
  retention: Pick<Retention, 'overdue'>;
};

/** What the server could not delete though it should have. Mounted at /api. */
export function createUpkeepRoutes({ endpoint, purges, retention }: Deps): Router {
  const router = Router();
  endpoint(
    router,
    'get',
    '/studio/upkeep',
    { action: 'upkeep:read' },
    async (): Promise<Upkeep> => {
      const [stuck, takes] = await Promise.all([purges.overdue(), retention.overdue()]);
      const [oldest] = stuck;
      return {
        ...(oldest
          ? { purges: { count: stuck.length, since: oldest.dueAt.toISOString() } }
          : {}),
        takes: takes.map(({ since, ...one }) => ({ ...one, since: since.toISOString() })),
      };
    },
  );
  return router;
}
