import { Router } from 'express';
import { z } from 'zod';
import {
  SlideNotesBody,
  slideLimits,
  type Deck,
  type StudioDecks,
} from '../protocol/slides.ts';
import type { Schedule } from '../sessions/schedule.ts';
import type { DeckDesk } from '../slides/deck-desk.ts';
import type { Endpoint } from './endpoint.ts';
import { readUpload } from './request-body.ts';
import { ByCode, ByDeck, ByDeckPage } from './route-params.ts';

type Deps = { endpoint: Endpoint; schedule: Pick<Schedule, 'get'>; deckDesk: DeckDesk };

const upload = {
  body: z.strictObject({ title: z.string(), bytes: z.instanceof(Buffer) }),
  read: readUpload(slideLimits.uploadBytes, slideLimits.title),
} as const;

/** What hosts do with a session's slides before and during it. Mounted at /api. */
export function createDeckRoutes({ endpoint, schedule, deckDesk }: Deps): Router {
  const router = Router();
  const path = '/studio/sessions/:code/decks';

  endpoint(
    router,
    'get',
    path,
    { action: 'studio:read', params: ByCode },
    async ({ params }): Promise<StudioDecks> => ({
      decks: await deckDesk.list(await schedule.get(params.code)),
    }),
  );

  endpoint(
    router,
    'post',
    path,
    { action: 'deck:change', params: ByCode, ...upload },
    async ({ params, body }): Promise<Deck> =>
      deckDesk.create(await schedule.get(params.code), body),
  );

  endpoint(
    router,
    'post',
    `${path}/:deckId/pages`,
    { action: 'deck:change', params: ByDeck, ...upload },
    async ({ params: { code, deckId }, body }): Promise<Deck> =>
      deckDesk.addPicture(await schedule.get(code), deckId, body.bytes),
  );

  endpoint(
    router,
    'put',
    `${path}/:deckId/pages/:page/notes`,
    { action: 'deck:change', params: ByDeckPage, body: SlideNotesBody },
    async ({ params: { code, deckId, page }, body }) =>
      deckDesk.note(await schedule.get(code), deckId, page, body.notes),
  );

  endpoint(
    router,
    'delete',
    `${path}/:deckId`,
    { action: 'deck:change', params: ByDeck },
    async ({ params: { code, deckId } }) => deckDesk.delete(await schedule.get(code), deckId),
  );

  return router;
}
