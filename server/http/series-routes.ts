import { Router } from 'express';
import type { HomePage, SeriesPage } from '../protocol/rest.ts';
import type { PublicPages } from '../series/public-pages.ts';
import type { Endpoint } from './endpoint.ts';
import { BySlug } from './route-params.ts';

type Deps = { endpoint: Endpoint; pages: PublicPages };

/** The library's front page and its series, for everyone. Mounted at /api. */
export function createSeriesRoutes({ endpoint, pages }: Deps): Router {
  const router = Router();
  const action = 'series:read';

  endpoint(router, 'get', '/home', { action }, ({ caller }): Promise<HomePage> =>
    pages.home(caller.origin),
  );

  endpoint(
    router,
    'get',
    '/series/:slug',
    { action, params: BySlug },
    ({ caller, params }): Promise<SeriesPage> => pages.series(params.slug, caller.origin),
  );

  return router;
}
