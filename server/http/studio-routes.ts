import { Router } from 'express';
import { z } from 'zod';
import type { ProcessingControl } from '../episodes/processing.ts';
import type { StudioPages } from '../episodes/studio-pages.ts';
import { AppError } from '../platform/app-error.ts';
import type { Keys } from '../platform/keys.ts';
import {
  LinkBody,
  SeriesBody,
  SeriesPatch,
  type LinkInfo,
  type StudioHome,
  type StudioSeries,
  type StudioSession,
} from '../protocol/rest.ts';
import { SessionBody, SessionDeletion, SessionPatch } from '../protocol/session-plan.ts';
import { soundLimits } from '../protocol/sounds.ts';
import type { Catalogue } from '../series/catalogue.ts';
import { coverUploadBytes } from '../series/cover.ts';
import { toLinkInfo, type Schedule } from '../sessions/schedule.ts';
import { requirePerson, type Endpoint } from './endpoint.ts';
import { readPicture, readSound } from './request-body.ts';
import { ByCode, ByLink, BySlug, BySlugSound } from './route-params.ts';

type Deps = {
  endpoint: Endpoint;
  pages: StudioPages;
  catalogue: Catalogue;
  schedule: Schedule;
  processing: ProcessingControl;
  keys: Keys;
};

/** What hosts do: series, sessions, links, recordings. Mounted at /api. */
export function createStudioRoutes(deps: Deps): Router {
  const router = Router();
  addSeriesRoutes(router, deps);
  addSessionRoutes(router, deps);
  addRecordingRoutes(router, deps);
  return router;
}

function addSeriesRoutes(router: Router, { endpoint, pages, catalogue }: Deps): void {
  endpoint(
    router,
    'get',
    '/studio',
    { action: 'studio:read' },
    ({ caller }): Promise<StudioHome> => pages.home(caller.origin),
  );

  endpoint(
    router,
    'post',
    '/studio/series',
    { action: 'series:create', body: SeriesBody },
    async ({ caller, body }): Promise<StudioSeries> => {
      const createdById = requirePerson(caller).person.personId;
      const { origin } = caller;
      return pages.series(await catalogue.create(body, { createdById, origin }), origin);
    },
  );

  endpoint(
    router,
    'get',
    '/studio/series/:slug',
    { action: 'studio:read', params: BySlug },
    async ({ caller, params }): Promise<StudioSeries> =>
      pages.series(await catalogue.get(params.slug), caller.origin),
  );

  endpoint(
    router,
    'patch',
    '/studio/series/:slug',
    { action: 'series:change', params: BySlug, body: SeriesPatch },
    async ({ caller, params, body }): Promise<StudioSeries> =>
      pages.series(await catalogue.change(params.slug, body), caller.origin),
  );

  endpoint(
    router,
    'put',
    '/studio/series/:slug/cover',
    {
      action: 'series:change',
      params: BySlug,
      body: z.instanceof(Buffer),
      read: readPicture(coverUploadBytes),
    },
    async ({ caller, params, body }): Promise<StudioSeries> =>
      pages.series(await catalogue.setCover(params.slug, body), caller.origin),
  );

  endpoint(
    router,
    'put',
    '/studio/series/:slug/sounds/:place',
    {
      action: 'series:change',
      params: BySlugSound,
      body: z.instanceof(Buffer),
      read: readSound(soundLimits.uploadBytes),
    },
    async ({ caller, params: { slug, place }, body }): Promise<StudioSeries> =>
      pages.series(await catalogue.setSound(slug, place, body), caller.origin),
  );

  endpoint(
    router,
    'delete',
    '/studio/series/:slug/sounds/:place',
    { action: 'series:change', params: BySlugSound },
    async ({ caller, params: { slug, place } }): Promise<StudioSeries> =>
      pages.series(await catalogue.removeSound(slug, place), caller.origin),
  );
}

function addSessionRoutes(
  router: Router,
  { endpoint, pages, catalogue, schedule, keys }: Deps,
): void {
  endpoint(
    router,
    'post',
    '/studio/series/:slug/sessions',
    { action: 'session:create', params: BySlug, body: SessionBody },
    async ({ caller, params, body }): Promise<StudioSession> => {
      const { seriesId } = await catalogue.get(params.slug);
      return pages.session(await schedule.create(seriesId, body), caller.origin);
    },
  );

  endpoint(
    router,
    'get',
    '/studio/sessions/:code',
    { action: 'studio:read', params: ByCode },
    async ({ caller, params }): Promise<StudioSession> =>
      pages.session(await schedule.get(params.code), caller.origin),
  );

  endpoint(
    router,
    'patch',
    '/studio/sessions/:code',
    { action: 'session:change', params: ByCode, body: SessionPatch },
    async ({ caller, params, body }): Promise<StudioSession> =>
      pages.session(await schedule.change(params.code, body), caller.origin),
  );

  endpoint(
    router,
    'delete',
    '/studio/sessions/:code',
    { action: 'session:delete', params: ByCode, body: SessionDeletion },
    async ({ caller, params, body: { withRecording } }): Promise<void> => {
      const by = requirePerson(caller).person.displayName;
      await schedule.delete(params.code, { by, withRecording });
    },
  );

  endpoint(
    router,
    'post',
    '/studio/sessions/:code/links',
    { action: 'link:create', params: ByCode, body: LinkBody },
    async ({ caller, params, body }): Promise<LinkInfo> => {
      const link = await schedule.createLink(params.code, body);
      return toLinkInfo(link, params, { keys, origin: caller.origin });
    },
  );

  endpoint(
    router,
    'delete',
    '/studio/sessions/:code/links/:linkId',
    { action: 'link:revoke', params: ByLink },
    ({ params }) => schedule.revokeLink(params.code, params.linkId),
  );
}

function addRecordingRoutes(
  router: Router,
  { endpoint, pages, schedule, processing }: Deps,
): void {
  for (const act of ['retry', 'cancel'] as const) {
    endpoint(
      router,
      'post',
      `/studio/sessions/:code/recording/${act}`,
      { action: 'recording:process', params: ByCode },
      async ({ caller, params }): Promise<StudioSession> => {
        const session = await schedule.get(params.code);
        const recording = await processing.find(session.sessionId);
        if (!recording) throw new AppError('not-found', 'This session was not recorded.');
        await processing[act](recording.recordingId);
        return pages.session(session, caller.origin);
      },
    );
  }
}
