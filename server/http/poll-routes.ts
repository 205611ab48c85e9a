import { Router } from 'express';
import type { PollDesk } from '../polls/poll-desk.ts';
import {
  PollChangeBody,
  PollDraftBody,
  PollSeenBody,
  type Poll,
  type StudioPolls,
} from '../protocol/polls.ts';
import type { Schedule } from '../sessions/schedule.ts';
import { TextFile, type Endpoint } from './endpoint.ts';
import { ByCode, ByPoll } from './route-params.ts';

type Deps = { endpoint: Endpoint; schedule: Pick<Schedule, 'get'>; pollDesk: PollDesk };

/** What hosts do with a session's polls before and after it. Mounted at /api. */
export function createPollRoutes({ endpoint, schedule, pollDesk }: Deps): Router {
  const router = Router();
  const path = '/studio/sessions/:code/polls';
  const one = `${path}/:pollId`;
  const reading = { action: 'studio:read', params: ByCode } as const;

  endpoint(router, 'get', path, reading, async ({ params }): Promise<StudioPolls> => ({
    polls: await pollDesk.list(await schedule.get(params.code)),
  }));

  endpoint(
    router,
    'post',
    path,
    { action: 'poll:draft', params: ByCode, body: PollDraftBody },
    async ({ params, body }): Promise<Poll> =>
      pollDesk.draft(await schedule.get(params.code), body),
  );

  endpoint(
    router,
    'put',
    one,
    { action: 'poll:draft', params: ByPoll, body: PollChangeBody },
    async ({ params: { code, pollId }, body }): Promise<Poll> =>
      pollDesk.change(await schedule.get(code), { pollId, ...body }),
  );

  endpoint(
    router,
    'delete',
    one,
    { action: 'poll:draft', params: ByPoll, body: PollSeenBody },
    async ({ params: { code, pollId }, body }) =>
      pollDesk.delete(await schedule.get(code), { pollId, ...body }),
  );

  endpoint(router, 'get', `${path}.csv`, reading, async ({ params: { code } }) => {
    const text = await pollDesk.exportCsv(await schedule.get(code));
    return new TextFile({
      ...{ contentType: 'text/csv; charset=utf-8', fileName: `polls-${code}.csv`, text },
    });
  });

  endpoint(router, 'get', `${path}.json`, reading, async ({ params: { code } }) => {
    const text = JSON.stringify(await pollDesk.export(await schedule.get(code)), null, 2);
    return new TextFile({
      ...{ contentType: 'application/json', fileName: `polls-${code}.json`, text },
    });
  });

  return router;
}
