import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { LinkInfo, StudioSession } from '../../server/protocol/rest.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { makeSession, signUpOwner } from '../support/rest-journeys.ts';

const scope = new Scope('rest links', silentLog);
let api: RestApi;
let host: RestClient;

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
});
afterAll(() => scope.close('done'));

test('links carry their role until they are revoked', async () => {
  const { session } = await makeSession(host);
  const at = `/api/studio/sessions/${session.code}`;
  const link = await host.ok<LinkInfo>('POST', `${at}/links`, {
    role: 'speaker',
    label: 'Bu Sari',
  });
  const start = `${api.origin}/a/${session.code}?u=`;
  expect(link.url.startsWith(start)).toBe(true);
  expect((await host.ok<StudioSession>('GET', at)).links).toEqual([link]);
  const token = link.url.slice(start.length);
  const carried = { role: 'speaker', linkId: link.linkId, displayName: '' };
  expect(await api.identity.linkRole(token, session.sessionId)).toEqual(carried);

  const { session: other } = await makeSession(host);
  const elsewhere = `/api/studio/sessions/${other.code}/links/${link.linkId}`;
  await host.refused('not-found', 'DELETE', elsewhere);
  expect(await api.identity.linkRole(token, other.sessionId)).toBeUndefined();
  expect(await api.identity.linkRole(token, session.sessionId)).toEqual(carried);

  await host.ok('DELETE', `${at}/links/${link.linkId}`);
  await host.refused('not-found', 'DELETE', `${at}/links/${link.linkId}`);
  expect(await api.identity.linkRole(token, session.sessionId)).toBeUndefined();
  expect((await host.ok<StudioSession>('GET', at)).links).toEqual([]);
});

test("a personal link opens easy mode under its listener's name, and needs one", async () => {
  const { session } = await makeSession(host);
  const at = `/api/studio/sessions/${session.code}/links`;
  const link = await host.ok<LinkInfo>('POST', at, { role: 'listener', label: ' Uni Ros ' });
  const start = `${api.origin}/a/${session.code}/mudah?u=`;
  expect(link.url.startsWith(start)).toBe(true);
  const token = link.url.slice(start.length);
  expect(await api.identity.linkRole(token, session.sessionId)).toEqual({
    ...{ role: 'listener', linkId: link.linkId, displayName: 'Uni Ros' },
  });
  for (const label of [undefined, '', ' ', 'x'.repeat(41)]) {
    const json = { role: 'listener', ...(label === undefined ? {} : { label }) };
    await host.refused('invalid-input', 'POST', at, { json });
  }
});

test('a link of the stage finds the practice that is open after its session, any other nothing', async () => {
  const { session } = await makeSession(host);
  const { sessionId, code } = session;
  const invite = async (
    role: string,
    of = code,
  ): Promise<LinkInfo & { invitation: string }> => {
    const json = { role, label: 'Sari' };
    const link = await host.ok<LinkInfo>('POST', `/api/studio/sessions/${of}/links`, json);
    return { ...link, invitation: new URL(link.url).searchParams.get('u') ?? '' };
  };
  const find = (invitation?: string, who = api.browser()): Promise<unknown> =>
    who.ok('POST', `/api/sessions/${code}/practice`, invitation ? { invitation } : {});
  const [speaker, moderator, listener] = await Promise.all(
    ['speaker', 'moderator', 'listener'].map((role) => invite(role)),
  );
  const elsewhere = await invite('speaker', (await makeSession(host)).session.code);
  await api.db.prisma.session.update({ where: { sessionId }, data: { state: 'ended' } });
  expect(await find(speaker?.invitation)).toEqual({});

  const practice = await host.ok('POST', `/api/studio/sessions/${code}/practices`, {});
  for (const link of [speaker, moderator]) {
    expect(await find(link?.invitation)).toEqual(practice);
  }
  expect(await find(undefined, host)).toEqual(practice);

  const others = [listener?.invitation, elsewhere.invitation, 'made-up.signature', undefined];
  for (const invitation of others) expect(await find(invitation)).toEqual({});
  expect(await find(listener?.invitation, host)).toEqual({});
  await host.ok('DELETE', `/api/studio/sessions/${code}/links/${speaker?.linkId}`);
  expect(await find(speaker?.invitation)).toEqual({});
});
