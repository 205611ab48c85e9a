import { Router } from 'express';
import type { Editorial } from '../episodes/editorial.ts';
import { toEpisodeInfo } from '../episodes/episode-info.ts';
import { mayAccount } from '../people/account-permissions.ts';
import { given } from '../platform/given.ts';
import { EpisodePatch, type EpisodeInfo } from '../protocol/rest.ts';
import type { Endpoint } from './endpoint.ts';
import { ByCode } from './route-params.ts';

type Deps = { endpoint: Endpoint; editorial: Editorial };

/** Episodes: read by everyone once public, edited and published by hosts. Mounted at /api. */
export function createEpisodeRoutes({ endpoint, editorial }: Deps): Router {
  const router = Router();

  endpoint(
    router,
    'get',
    '/episodes/:code',
    { action: 'episode:read', params: ByCode },
    async ({ caller, params }): Promise<EpisodeInfo> => {
      const drafts = mayAccount(caller.person?.role, 'episode:read-draft') === 'yes';
      return toEpisodeInfo(await editorial.get(params.code, { drafts }), caller.origin);
    },
  );

  endpoint(
    router,
    'patch',
    '/studio/episodes/:code',
    { action: 'episode:change', params: ByCode, body: EpisodePatch },
    async ({ caller, params, body }): Promise<EpisodeInfo> =>
      toEpisodeInfo(await editorial.change(params.code, given(body)), caller.origin),
  );

  for (const act of ['publish', 'unpublish'] as const) {
    endpoint(
      router,
      'post',
      `/studio/episodes/:code/${act}`,
      { action: 'episode:publish', params: ByCode },
      async ({ caller, params }): Promise<EpisodeInfo> =>
        toEpisodeInfo(await editorial[act](params.code), caller.origin),
    );
  }

  return router;
}
