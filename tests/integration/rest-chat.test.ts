import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createChatRepository } from '../../server/store/chat-repository.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { makeSession, signUpOwner } from '../support/rest-journeys.ts';

const scope = new Scope('rest chat', silentLog);
let api: RestApi;
let host: RestClient;
let path: string;

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
  const { session } = await makeSession(host);
  path = `/api/studio/sessions/${session.code}/chat`;
  const chat = createChatRepository(api.db.prisma);
  const add = async (number: number, text: string, replyToId?: string): Promise<string> => {
    const messageId = randomUUID();
    await chat.add([
      {
        ...{ messageId, sessionId: session.sessionId, number, personKey: 'kunci', text },
        ...{ displayName: '@Siti', role: 'listener', sentAt: new Date('2030-01-05T12:31:00Z') },
        ...{ replyToId, deletedBy: undefined },
      },
    ]);
    return messageId;
  };
  const first = await add(1, '=1+1, salam');
  await chat.delete(await add(4, 'Jangan disimpan'), 'author');
  await add(7, 'Waalaikumsalam', first);
  await chat.react([{ messageId: first, personKey: 'kunci', kind: 'heart', isOn: true }]);
});
afterAll(() => scope.close('done'));

test('the chat is exported under the names that all saw, without what was deleted, keys or formulas', async () => {
  const json = await host.send('GET', `${path}.json`);
  expect(json.headers.get('Content-Disposition')).toMatch(
    /^attachment; filename=chat-\S+\.json$/,
  );
  expect(json.body).toEqual([
    {
      ...{ number: 1, sentAt: '2030-01-05T12:31:00.000Z', displayName: '@Siti' },
      ...{ role: 'listener', text: '=1+1, salam', reactions: { heart: 1 } },
    },
    expect.objectContaining({ number: 7, text: 'Waalaikumsalam', replyTo: 1, reactions: {} }),
  ]);
  const csv = await host.send('GET', `${path}.csv`);
  expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  expect(csv.text).toContain(`'@Siti,listener,"'=1+1, salam",,heart 1`);
  for (const { text } of [json, csv]) expect(text).not.toMatch(/Jangan disimpan|kunci/);
});

test('it is for who has an account', async () => {
  for (const suffix of ['json', 'csv']) {
    await api.browser().refused('not-signed-in', 'GET', `${path}.${suffix}`);
  }
});
