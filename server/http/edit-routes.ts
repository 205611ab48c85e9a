import { Router } from 'express';
import type { EditDesk } from '../edits/edit-desk.ts';
import type { Withdrawals } from '../edits/withdrawal.ts';
import {
  EditsBody,
  maxEditsBytes,
  WithdrawalBody,
  type Edits,
  type Review,
} from '../protocol/edits.ts';
import type { Schedule } from '../sessions/schedule.ts';
import { requirePerson, type Endpoint } from './endpoint.ts';
import { readJsonUpTo } from './request-body.ts';
import { ByCode } from './route-params.ts';

type Deps = {
  endpoint: Endpoint;
  schedule: Pick<Schedule, 'get'>;
  editDesk: EditDesk;
  withdrawals: Withdrawals;
};

/** What hosts change in an episode after its session. Mounted at /api. */
export function createEditRoutes({ endpoint, schedule, editDesk, withdrawals }: Deps): Router {
  const router = Router();

  endpoint(
    router,
    'get',
    '/studio/sessions/:code/review',
    { action: 'episode:read-draft', params: ByCode },
    async ({ params }): Promise<Review> => editDesk.review(await schedule.get(params.code)),
  );

  endpoint(
    router,
    'put',
    '/studio/sessions/:code/edits',
    {
      ...{ action: 'episode:change', params: ByCode, body: EditsBody },
      read: readJsonUpTo(maxEditsBytes),
    },
    async ({ params, body }): Promise<Edits> =>
      editDesk.change(await schedule.get(params.code), body),
  );

  endpoint(
    router,
    'post',
    '/studio/sessions/:code/edits/apply',
    { action: 'recording:process', params: ByCode },
    async ({ params }): Promise<void> => editDesk.apply(await schedule.get(params.code)),
  );

  endpoint(
    router,
    'post',
    '/studio/sessions/:code/recording/withdraw',
    { action: 'recording:withdraw', params: ByCode, body: WithdrawalBody },
    async ({ caller, params, body: who }): Promise<void> => {
      const by = requirePerson(caller).person.displayName;
      await withdrawals.withdraw(await schedule.get(params.code), { who, by });
    },
  );

  return router;
}
