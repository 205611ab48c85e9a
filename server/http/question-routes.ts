import { Router } from 'express';
import { exportQuestions, exportQuestionsCsv } from '../questions/question-export.ts';
import type { QuestionRepository } from '../questions/question.ts';
import type { Schedule } from '../sessions/schedule.ts';
import { TextFile, type Endpoint } from './endpoint.ts';
import { ByCode } from './route-params.ts';

type Deps = {
  endpoint: Endpoint;
  schedule: Pick<Schedule, 'get'>;
  questions: Pick<QuestionRepository, 'load'>;
};

/** A session's questions, to keep or to work with elsewhere. Mounted at /api. */
export function createQuestionRoutes({ endpoint, schedule, questions }: Deps): Router {
  const router = Router();
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

  return router;
}
