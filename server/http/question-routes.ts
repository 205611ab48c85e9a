import { Router } from 'express';
import type { Editorial } from '../episodes/editorial.ts';
import { mayAccount } from '../people/account-permissions.ts';
import { toPersonKey } from '../people/person-key.ts';
import type { Keys } from '../platform/keys.ts';
import {
  DeferAfterwardsBody,
  ReplyAfterwardsBody,
  type AnsweredAfterwards,
  type LeftQuestions,
  type MyQuestions,
} from '../protocol/afterwards.ts';
import type { Question } from '../protocol/questions.ts';
import type { AnswerDesk } from '../questions/answer-desk.ts';
import type { Answerer } from '../questions/question-changes.ts';
import { exportQuestions, exportQuestionsCsv } from '../questions/question-export.ts';
import type { QuestionRepository } from '../questions/question.ts';
import type { Schedule } from '../sessions/schedule.ts';
import { requirePerson, TextFile, type Caller, type Endpoint } from './endpoint.ts';
import { ByCode, ByQuestion } from './route-params.ts';

type Deps = {
  endpoint: Endpoint;
  schedule: Pick<Schedule, 'get'>;
  questions: Pick<QuestionRepository, 'load'>;
  answerDesk: AnswerDesk;
  editorial: Pick<Editorial, 'get'>;
  keys: Pick<Keys, 'sign'>;
};

/** A session's questions: to work with elsewhere, and what becomes of them after it. Mounted at /api. */
export function createQuestionRoutes(deps: Deps): Router {
  const router = Router();
  addExports(router, deps);
  addAnswering(router, deps);
  addReading(router, deps);
  return router;
}

function addExports(router: Router, { endpoint, schedule, questions }: Deps): void {
  const path = '/studio/sessions/:code/questions';
  const route = { action: 'questions:export', params: ByCode } as const;
  const load = async (code: string) => questions.load((await schedule.get(code)).sessionId);

  endpoint(router, 'get', `${path}.csv`, route, async ({ params: { code } }) => {
    const text = exportQuestionsCsv(await load(code));
    return new TextFile({
      ...{ contentType: 'text/csv; charset=utf-8', fileName: `questions-${code}.csv`, text },
    });
  });

  endpoint(router, 'get', `${path}.json`, route, async ({ params: { code } }) => {
    const text = JSON.stringify(exportQuestions(await load(code)), null, 2);
    return new TextFile({
      ...{ contentType: 'application/json', fileName: `questions-${code}.json`, text },
    });
  });
}

function addAnswering(router: Router, { endpoint, schedule, answerDesk, keys }: Deps): void {
  const path = '/studio/sessions/:code/questions';
  const answerer = (caller: Caller, sessionId: string): Answerer => {
    const { personId, displayName } = requirePerson(caller).person;
    return { personKey: toPersonKey(keys, sessionId, personId), displayName };
  };

  endpoint(
    router,
    'get',
    `${path}/left`,
    { action: 'questions:answer', params: ByCode },
    async ({ params }): Promise<LeftQuestions> =>
      answerDesk.list(await schedule.get(params.code)),
  );

  endpoint(
    router,
    'post',
    `${path}/:questionId/replies`,
    { action: 'questions:answer', params: ByQuestion, body: ReplyAfterwardsBody },
    async ({ caller, params, body: { version, ...answer } }): Promise<Question> => {
      const session = await schedule.get(params.code);
      const by = answerer(caller, session.sessionId);
      const { questionId } = params;
      return answerDesk.reply(session, { questionId, version }, { ...answer, by });
    },
  );

  endpoint(
    router,
    'post',
    `${path}/:questionId/defer`,
    { action: 'questions:answer', params: ByQuestion, body: DeferAfterwardsBody },
    async ({ caller, params: { code, questionId }, body }): Promise<Question> => {
      const session = await schedule.get(code);
      const by = answerer(caller, session.sessionId);
      return answerDesk.defer(session, { questionId, ...body }, by);
    },
  );
}

function addReading(router: Router, deps: Deps): void {
  const { endpoint, schedule, answerDesk, editorial, keys } = deps;

  endpoint(
    router,
    'get',
    '/sessions/:code/my-questions',
    { action: 'session:read', params: ByCode },
    async ({ caller, params }): Promise<MyQuestions> => {
      const session = await schedule.get(params.code);
      const who = caller.person?.personId ?? caller.deviceId;
      // While it can still change, it is told in the room.
      if (who === undefined || session.state !== 'ended') return { questions: [] };
      return answerDesk.listMine(session, toPersonKey(keys, session.sessionId, who));
    },
  );

  endpoint(
    router,
    'get',
    '/episodes/:code/answers',
    { action: 'episode:read', params: ByCode },
    async ({ caller, params }): Promise<AnsweredAfterwards[]> => {
      const drafts = mayAccount(caller.person?.role, 'episode:read-draft') === 'yes';
      const { sessionCode } = await editorial.get(params.code, { drafts });
      return answerDesk.listAnswered(await schedule.get(sessionCode));
    },
  );
}
