import { Router } from 'express';
import { z } from 'zod';
import type { Editorial } from '../episodes/editorial.ts';
import { mayAccount } from '../people/account-permissions.ts';
import { toPersonKey } from '../people/person-key.ts';
import { AppError } from '../platform/app-error.ts';
import type { Keys } from '../platform/keys.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import {
  DeferAfterwardsBody,
  ReplyAfterwardsBody,
  type AnsweredAfterwards,
  type LeftQuestions,
  type MyQuestions,
} from '../protocol/afterwards.ts';
import type { Question } from '../protocol/questions.ts';
import { soundLimits } from '../protocol/sounds.ts';
import type { AnswerDesk } from '../questions/answer-desk.ts';
import type { Answerer } from '../questions/question-changes.ts';
import { exportQuestions, exportQuestionsCsv } from '../questions/question-export.ts';
import type { QuestionRepository } from '../questions/question.ts';
import type { Schedule } from '../sessions/schedule.ts';
import { requirePerson, StoredFile, TextFile, type Caller, type Endpoint } from './endpoint.ts';
import { readSound } from './request-body.ts';
import { ByCode, ByQuestion, ByQuestionVersion } from './route-params.ts';

type Deps = {
  endpoint: Endpoint;
  schedule: Pick<Schedule, 'get'>;
  questions: Pick<QuestionRepository, 'load'>;
  answerDesk: AnswerDesk;
  editorial: Pick<Editorial, 'get'>;
  keys: Pick<Keys, 'sign'>;
  objects: Pick<ObjectStore, 'read'>;
};

/** A session's questions: to work with elsewhere, and what becomes of them after it. Mounted at /api. */
export function createQuestionRoutes(deps: Deps): Router {
  const router = Router();
  addExports(router, deps);
  addAnswering(router, deps);
  addVoices(router, deps);
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
      const by = answererOf(keys, caller, session.sessionId);
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
      const by = answererOf(keys, caller, session.sessionId);
      return answerDesk.defer(session, { questionId, ...body }, by);
    },
  );
}

function addVoices(router: Router, deps: Deps): void {
  const { endpoint, schedule, answerDesk, keys, objects } = deps;
  const path = '/studio/sessions/:code/questions/:questionId/spoken';
  const action = 'questions:answer';

  endpoint(
    router,
    'put',
    `${path}/:version`,
    {
      ...{ action, params: ByQuestionVersion, body: z.instanceof(Buffer) },
      read: readSound(soundLimits.uploadBytes),
    },
    async ({ caller, params: { code, ...seen }, body: sound }): Promise<void> => {
      const session = await schedule.get(code);
      const by = answererOf(keys, caller, session.sessionId);
      await answerDesk.speak(session, seen, { sound, by });
    },
  );

  endpoint(
    router,
    'delete',
    `${path}/:version`,
    { action, params: ByQuestionVersion },
    async ({ caller, params: { code, ...seen } }): Promise<void> => {
      const session = await schedule.get(code);
      await answerDesk.unspeak(session, seen, answererOf(keys, caller, session.sessionId));
    },
  );

  endpoint(router, 'get', path, { action, params: ByQuestion }, async ({ params }) => {
    const { key } = await answerDesk.hear(await schedule.get(params.code), params.questionId);
    const object = await objects.read(key);
    if (!object) throw new AppError('not-found', 'The sound of this answer is gone.');
    return new StoredFile({ ...object, name: 'answer' });
  });
}

const answererOf = (keys: Pick<Keys, 'sign'>, caller: Caller, sessionId: string): Answerer => {
  const { personId, displayName } = requirePerson(caller).person;
  return { personKey: toPersonKey(keys, sessionId, personId), displayName };
};

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
      if (who === undefined || session.state !== 'ended') return { questions: [], spoken: [] };
      const keyIn = (sessionId: string): string => toPersonKey(keys, sessionId, who);
      return answerDesk.listMine(session, { personKey: keyIn(session.sessionId), keyIn });
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
