import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type {
  LinkInfo,
  PersonInfo,
  StudioSeries,
  StudioSession,
} from '../../server/protocol/rest.ts';
import { createDeckRepository } from '../../server/store/deck-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { maxEditsBytes } from '../../server/protocol/edits.ts';
import { addDeck } from '../support/a-deck.ts';
import { pollPlans } from '../support/a-poll.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import {
  aSeriesBody,
  aSessionBody,
  signUpHost,
  signUpOwner,
} from '../support/rest-journeys.ts';
import { restTable as table } from '../support/rest-table.ts';
import { addEpisode, addRecording } from '../support/stored.ts';

const scope = new Scope('rest bad input', silentLog);
let api: RestApi;
let owner: RestClient;
let host: RestClient;
/** What stands for `:slug` and the like. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  api = await startRestApi(scope, { rateLimits: { reading: 1e6, changing: 1e6 } });
  owner = await signUpOwner(api);
  host = await signUpHost(api, owner);
  const people = await owner.ok<PersonInfo[]>('GET', '/api/people');
  ids['personId'] = people[1]!.personId;
  const series = await host.ok<StudioSeries>('POST', '/api/studio/series', aSeriesBody);
  ids['slug'] = series.slug;
  const plan = () =>
    host.ok<StudioSession>('POST', `/api/studio/series/${series.slug}/sessions`, aSessionBody);
  ids['code'] = (await plan()).session.code;
  ids['recorded'] = (await plan()).session.code;
  const links = `/api/studio/sessions/${ids['code']}/links`;
  ids['linkId'] = (await host.ok<LinkInfo>('POST', links, { role: 'speaker' })).linkId;
  ids['pollId'] = newId();
  const draft = { pollId: ids['pollId'], plan: pollPlans.single, isShown: true };
  await host.ok('POST', `/api/studio/sessions/${ids['code']}/polls`, draft);
  ids['questionId'] = 'none';
  ids['place'] = 'intro';
  ids['version'] = '1';
  ids['deckId'] = newId();
  ids['page'] = '0';
  ids['practice'] = 'none';
  ids['file'] = 'mix.mp3';
  const { sessionId } = (await createSessionRepository(api.db.prisma).find(ids['code']))!;
  await addDeck(createDeckRepository(api.db.prisma), { deckId: ids['deckId'], sessionId });
  const recorded = (await createSessionRepository(api.db.prisma).find(ids['recorded']))!;
  const { recordingId } = await addRecording(api.db, recorded, { state: 'failed' });
  ids['episode'] = await addEpisode(api.db, recorded, recordingId);
});
afterAll(() => scope.close('done'));

const split = (route: string, values = ids) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, path: path.replace(/:(\w+)/g, (_, name: string) => values[name]!) };
};

/** Everything that is stored. */
async function stored(): Promise<string> {
  const { rows: tables } = await api.db.executeSql(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const contents = await Promise.all(
    tables.map(async ({ tablename }) => {
      const { rows } = await api.db.executeSql(
        `SELECT to_jsonb(t) AS row FROM "${String(tablename)}" t ORDER BY 1`,
      );
      return [tablename, rows.map(({ row }) => row)];
    }),
  );
  return JSON.stringify(contents);
}

async function changesNothing(act: () => Promise<void>): Promise<void> {
  const before = await stored();
  await act();
  expect(await stored()).toBe(before);
}

const changing = table.filter(({ route }) => !route.startsWith('GET'));
const isUpload = (route: string) =>
  /^P.*\/(cover|:place|:version|decks|pages|upload)$/.test(route);
const caller = (who: (typeof table)[number]['who']) => (who === 'owner' ? owner : host);

test('the table has every route', () => {
  const names = table.map(({ route }) => route.replace(/:(episode|recorded)/, ':code'));
  expect(names.toSorted()).toEqual(api.routes.toSorted());
});

describe.each(changing)('$route', ({ route, who, body = {} }) => {
  const json = isUpload(route) ? undefined : body;
  const raw = isUpload(route) ? 'picture' : undefined;
  const sent = { ...(json ? { json } : {}), ...(raw ? { raw } : {}) };

  test.each([
    ['no origin', { Origin: undefined }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['an origin that only begins like ours', { Origin: 'http://127.0.0.1.evil.example' }],
    ['a sandboxed page', { Origin: 'null' }],
    ['what the browser calls cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('with %s is forbidden', async (_case, headers) => {
    const { method, path } = split(route);
    await changesNothing(async () => {
      const answer = await caller(who).refused('forbidden', method, path, { ...sent, headers });
      expect(answer.status).toBe(403);
    });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    undefined,
    'application/jsonp',
  ])('as %s is refused', async (type) => {
    const { method, path } = split(route);
    const options = { raw: JSON.stringify(body), headers: { 'Content-Type': type } };
    await changesNothing(async () => {
      await caller(who).refused('invalid-input', method, path, options);
    });
  });
});

describe.each(changing.filter(({ route }) => !isUpload(route)))(
  '$route',
  ({ route, who, body = {}, wrong = {} }) => {
    test('what is no JSON object of its kind is refused', async () => {
      const { method, path } = split(route);
      const bodies = [
        '{',
        '[]',
        'null',
        '"text"',
        '7',
        '[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]',
        JSON.stringify({ ...body, extra: 1 }),
        JSON.stringify(body)
          .replace(/^\{/, '{"__proto__":{"role":"owner"},')
          .replace(',}', '}'),
      ];
      await changesNothing(async () => {
        for (const raw of bodies) {
          await caller(who).refused('invalid-input', method, path, { raw });
        }
      });
    });

    test('what is too large is refused', async () => {
      const { method, path } = split(route);
      const bytes = route === 'PUT /api/studio/sessions/:code/edits' ? maxEditsBytes : 70_000;
      const answer = await caller(who).refused('too-large', method, path, {
        raw: JSON.stringify({ x: 'x'.repeat(bytes) }),
      });
      expect(answer.status).toBe(413);
    });

    const values = Object.entries(wrong).flatMap(([key, list]) =>
      list.map((value) => ({ key, value, body: { ...body, [key]: value } })),
    );
    if (values.length > 0) {
      test('wrong values are refused, by their field', async () => {
        const { method, path } = split(route);
        await changesNothing(async () => {
          for (const { key, value, body } of values) {
            const answer = await caller(who).refused('invalid-input', method, path, {
              json: body,
            });
            const { fields } = (answer.body as { error: { fields: object } }).error;
            const named = Object.keys(fields).some((field) =>
              [key, 'body'].includes(field.split('.')[0] ?? ''),
            );
            expect(
              named,
              `${key}: ${JSON.stringify(value)} gave ${JSON.stringify(fields)}`,
            ).toBe(true);
          }
        });
      });
    }
  },
);

const guarded = table.filter(
  ({ who, route }) => who !== 'anyone' && !/GET .*episodes/.test(route),
);
describe.each(guarded)('$route', ({ route, who, body = {} }) => {
  test('is for those who are signed in, before anything is read', async () => {
    const { method, path } = split(route);
    const stranger = api.browser();
    stranger.cookies.set('serambi_sign_in', 'x'.repeat(32));
    await changesNothing(async () => {
      for (const visitor of [api.browser(), stranger]) {
        const answer = await visitor.refused('not-signed-in', method, path, {
          ...(method === 'GET' ? {} : { json: body }),
        });
        expect(answer.status).toBe(401);
      }
      // No oracle: who may not come in learns nothing about what exists, or what a body should be.
      const none = {
        slug: 'none',
        code: 'none',
        recorded: 'none',
        episode: 'none',
        linkId: 'x',
        pollId: 'x',
        questionId: 'x',
        place: 'intro',
        version: '1',
        deckId: 'x',
        page: '0',
        practice: 'none',
        file: 'mix.mp3',
      };
      const nowhere = split(route, { ...none, personId: 'x' }).path;
      const raw = method === 'GET' ? {} : { raw: '{' };
      await api.browser().refused('not-signed-in', method, nowhere, raw);
    });
  });

  if (who === 'owner') {
    test('is not for hosts', async () => {
      const { method, path } = split(route);
      await changesNothing(async () => {
        const sent = method === 'GET' ? {} : { json: body };
        const answer = await host.refused('forbidden', method, path, sent);
        expect(answer.status).toBe(403);
      });
    });
  }
});

const addressed = table.filter(({ route }) => route.includes(':'));
test.each(addressed)('$route: what is not there is not found', async ({ route, who, body }) => {
  const none = {
    slug: 'none',
    code: 'none',
    recorded: 'none',
    episode: 'none',
    linkId: 'none',
    pollId: 'none',
    questionId: 'none',
    place: 'intro',
    version: '1',
    deckId: 'none',
    page: '0',
    practice: 'none',
    file: 'mix.mp3',
  };
  const { method, path } = split(route, { ...none, personId: 'none' });
  const other = /:place|:version/.test(route) ? 'audio/wav' : 'image/jpeg';
  const type = route.includes('transcript') ? 'text/vtt' : other;
  const seen = { 'X-Transcript-Version': '0', 'X-Transcript-Clock': 'session' };
  const file = { raw: 'x', headers: { 'Content-Type': type, ...seen } };
  const sent = isUpload(route) ? file : method === 'GET' ? {} : { json: body ?? {} };
  await changesNothing(async () => {
    const answer = await caller(who).refused('not-found', method, path, sent);
    expect(answer.status).toBe(404);
  });
});

test.each(addressed)('$route: addresses that cannot be are refused', async ({ route, who }) => {
  const hostile = [
    '%00',
    '%2e%2e%2f%2e%2e',
    'A%20B',
    '%27%3b--',
    'x'.repeat(300),
    '%ff',
    '%F0%9F',
  ];
  await changesNothing(async () => {
    for (const part of hostile) {
      const names = Object.keys(ids).map((name) => [name, part]);
      const { method, path } = split(route, Object.fromEntries(names) as typeof ids);
      const answer = await caller(who).send(method, path, method === 'GET' ? {} : { json: {} });
      expect([400, 404], `${method} ${path}: ${answer.text}`).toContain(answer.status);
      expect(answer.body).toHaveProperty('error.code');
    }
  });
});

test.each(table)('$route: an unknown query is refused', async ({ route, who, body = {} }) => {
  const { method, path } = split(route);
  const options = method === 'GET' ? {} : { json: body };
  await changesNothing(async () => {
    await caller(who).refused('invalid-input', method, `${path}?admin=1`, options);
  });
});

test("another session's link is not found, and stays", async () => {
  const path = `/api/studio/sessions/${ids['recorded']}/links/${ids['linkId']}`;
  await changesNothing(async () => {
    await host.refused('not-found', 'DELETE', path);
  });
});
