import type { Router } from 'express';
import type { Domain } from './domain.ts';
import { createEndpoint } from './http/endpoint.ts';
import { createEpisodeRoutes } from './http/episode-routes.ts';
import { createPeopleRoutes } from './http/people-routes.ts';
import { createSeriesRoutes } from './http/series-routes.ts';
import { createSessionRoutes } from './http/session-routes.ts';
import { createStudioRoutes } from './http/studio-routes.ts';

/** The JSON API: every route of server/http that answers below /api. */
export function createApiRouters(domain: Domain, publicOrigin: string | undefined): Router[] {
  const { identity, accounts, signIns, library, schedule, editorial, keys } = domain;
  const { catalogue, processing, publicPages, studioPages } = domain;
  const endpoint = createEndpoint({ identity, publicOrigin });
  return [
    createPeopleRoutes({ endpoint, identity, accounts, signIns, library }),
    createSeriesRoutes({ endpoint, pages: publicPages }),
    createSessionRoutes({ endpoint, schedule }),
    createEpisodeRoutes({ endpoint, editorial }),
    createStudioRoutes({ endpoint, pages: studioPages, catalogue, schedule, processing, keys }),
  ];
}
