import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { makeSession, signUpOwner } from '../support/rest-journeys.ts';

const scope = new Scope('rest rundown', silentLog);
let api: RestApi;
let host: RestClient;

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
});
afterAll(() => scope.close('done'));

test('a rundown is written before the session, by version, and not after it', async () => {
  const { session } = await makeSession(host);
  const path = `/api/studio/sessions/${session.code}/rundown`;
  expect(await host.ok('GET', path)).toEqual({ version: 0, items: [], isShown: true });
  const items = [
    { itemId: randomUUID(), title: 'Pembukaan', minutes: 5 },
    { itemId: randomUUID(), title: 'Tanya jawab' },
  ];
  const written = { version: 1, items, isShown: false };
  expect(await host.ok('PUT', path, { version: 0, items, isShown: false })).toEqual(written);
  await host.refused('conflict', 'PUT', path, { json: { version: 0, items: [] } });
  expect(await host.ok('GET', path)).toEqual(written);

  const sessions = createSessionRepository(api.db.prisma);
  await sessions.goLive(session.sessionId, new Date());
  await sessions.end(session.sessionId, new Date());
  await host.refused('gone', 'PUT', path, { json: { version: 1, items: [] } });
  expect(await host.ok('GET', path)).toEqual(written);
});
