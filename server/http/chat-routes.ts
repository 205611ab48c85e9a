import { Router } from 'express';
import { exportChat, exportChatCsv, readWholeChat } from '../chat/chat-export.ts';
import type { ChatRepository } from '../chat/message.ts';
import type { Schedule } from '../sessions/schedule.ts';
import { TextFile, type Endpoint } from './endpoint.ts';
import { ByCode } from './route-params.ts';

type Deps = {
  endpoint: Endpoint;
  schedule: Pick<Schedule, 'get'>;
  chat: Pick<ChatRepository, 'page'>;
};

/** A session's chat, to keep or to work with elsewhere. Mounted at /api. */
export function createChatRoutes({ endpoint, schedule, chat }: Deps): Router {
  const router = Router();
  const path = '/studio/sessions/:code/chat';
  const route = { action: 'chat:export', params: ByCode } as const;
  const load = async (code: string) =>
    readWholeChat(chat, (await schedule.get(code)).sessionId);

  endpoint(router, 'get', `${path}.csv`, route, async ({ params: { code } }) => {
    const text = exportChatCsv(await load(code));
    return new TextFile({
      ...{ contentType: 'text/csv; charset=utf-8', fileName: `chat-${code}.csv`, text },
    });
  });

  endpoint(router, 'get', `${path}.json`, route, async ({ params: { code } }) => {
    const text = JSON.stringify(exportChat(await load(code)), null, 2);
    return new TextFile({
      ...{ contentType: 'application/json', fileName: `chat-${code}.json`, text },
    });
  });

  return router;
}
