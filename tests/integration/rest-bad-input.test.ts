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
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { pollPlans } from '../support/a-poll.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import {
  aSeriesBody,
  aSessionBody,
  password,
  signUpHost,
  signUpOwner,
} from '../support/rest-journeys.ts';
import { addEpisode, addRecording } from '../support/stored.ts';

/**
 * Every route of the API, who may call it, and a body it would take. `:slug`, `:code` and their like are replaced by
 * those of things that exist.
 */
const table: {
  route: string;
  who: 'anyone' | 'host' | 'owner';
  body?: Record<string, unknown>;
  /** For keys of the body: values of the wrong type, too long, or not on the list. */
  wrong?: Record<string, unknown[]>;
}[] = [
  { route: 'GET /api/me', who: 'anyone' },
  {
    route: 'POST /api/account',
    who: 'anyone',
    body: { token: 'x'.repeat(32), email: 'a@example.org', displayName: 'A', password },
    wrong: {
      token: [1, 'short', 'x'.repeat(101)],
      email: ['no', 7, `${'a'.repeat(250)}@x.org`, ['a@example.org']],
      displayName: ['', '\u0000\u0001', 'x'.repeat(61), {}],
      password: ['short', 'x'.repeat(201), null],
      libraryName: ['x'.repeat(81)],
    },
  },
  {
    route: 'POST /api/sign-in',
    who: 'anyone',
    body: { email: 'owner@example.org', password },
    wrong: { email: [{ $ne: '' }, null], password: [['x'], 'x'.repeat(201)] },
  },
  { route: 'POST /api/sign-out', who: 'anyone' },
  {
    route: 'POST /api/password',
    who: 'host',
    body: { current: password, next: 'lebih-rahasia' },
    wrong: { next: ['short', 'x'.repeat(201)], current: [true] },
  },
  {
    route: 'PATCH /api/library',
    who: 'owner',
    body: { name: 'Baru' },
    wrong: { name: ['', 'x'.repeat(81)], timeZone: ['Mars/Olympus', 7], language: ['xx'] },
  },
  { route: 'GET /api/people', who: 'host' },
  {
    route: 'POST /api/people/invitations',
    who: 'owner',
    body: {},
    wrong: { email: ['no', 1] },
  },
  { route: 'DELETE /api/people/:personId', who: 'owner' },
  { route: 'GET /api/home', who: 'anyone' },
  { route: 'GET /api/series/:slug', who: 'anyone' },
  { route: 'GET /api/sessions/:code', who: 'anyone' },
  { route: 'GET /api/sessions/:code/calendar.ics', who: 'anyone' },
  { route: 'GET /api/episodes/:episode', who: 'host' },
  {
    route: 'PATCH /api/studio/episodes/:episode',
    who: 'host',
    body: { title: 'Lain' },
    wrong: { title: ['', 'x'.repeat(161), 7], notes: ['x'.repeat(3501), null] },
  },
  { route: 'POST /api/studio/episodes/:episode/publish', who: 'host' },
  { route: 'POST /api/studio/episodes/:episode/unpublish', who: 'host' },
  { route: 'GET /api/studio', who: 'host' },
  {
    route: 'POST /api/studio/series',
    who: 'host',
    body: aSeriesBody,
    wrong: {
      title: [undefined, '', 'x'.repeat(121), 1],
      description: ['x'.repeat(3501), undefined],
      language: ['xx', null],
      category: ['Nothing', 'x'.repeat(61)],
      explicit: ['yes', 1],
      publishMode: ['later'],
    },
  },
  { route: 'GET /api/studio/series/:slug', who: 'host' },
  {
    route: 'PATCH /api/studio/series/:slug',
    who: 'host',
    body: { title: 'Lain' },
    wrong: { title: [''], explicit: ['no'], seriesId: ['x'], coverKey: ['covers/x.jpg'] },
  },
  { route: 'PUT /api/studio/series/:slug/cover', who: 'host' },
  {
    route: 'POST /api/studio/series/:slug/sessions',
    who: 'host',
    body: aSessionBody,
    wrong: {
      startsAt: ['tomorrow', '2030-13-01T00:00:00Z', 7],
      plannedMinutes: [4, 721, 5.5, '60', null],
      state: ['live'],
    },
  },
  { route: 'GET /api/studio/sessions/:code', who: 'host' },
  {
    route: 'PATCH /api/studio/sessions/:code',
    who: 'host',
    body: { title: 'Lain' },
    wrong: { startsAt: ['now'], state: ['ended'], code: ['abc'] },
  },
  { route: 'DELETE /api/studio/sessions/:code', who: 'host' },
  {
    route: 'POST /api/studio/sessions/:code/links',
    who: 'host',
    body: { role: 'speaker' },
    wrong: { role: ['host', 'owner', undefined], label: ['x'.repeat(61)] },
  },
  { route: 'DELETE /api/studio/sessions/:code/links/:linkId', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/questions.csv', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/questions.json', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/polls', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/polls.csv', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/polls.json', who: 'host' },
  {
    route: 'POST /api/studio/sessions/:code/polls',
    who: 'host',
    body: { pollId: newId(), plan: pollPlans.single, isShown: true },
    wrong: {
      pollId: ['no', 7, undefined],
      plan: [
        { ...pollPlans.single, options: ['satu'] },
        { ...pollPlans.single, options: ['sama', 'Sama'] },
        { ...pollPlans.single, options: Array.from({ length: 11 }, (_, at) => `${at}`) },
        { ...pollPlans.single, question: '' },
        { ...pollPlans.scale, from: 5, to: 1 },
        { ...pollPlans.scale, to: 11 },
        { ...pollPlans.words, maxWords: 4 },
        { ...pollPlans.words, kind: 'essay' },
      ],
      isShown: ['yes', undefined],
      state: ['open'],
    },
  },
  {
    route: 'PUT /api/studio/sessions/:code/polls/:pollId',
    who: 'host',
    body: { version: 1, plan: pollPlans.words, isShown: false },
    wrong: { version: ['1', 0.5, undefined], plan: [null, {}], isShown: [1] },
  },
  {
    route: 'DELETE /api/studio/sessions/:code/polls/:pollId',
    who: 'host',
    body: { version: 1 },
    wrong: { version: [null, 'all'] },
  },
  { route: 'POST /api/studio/sessions/:recorded/recording/retry', who: 'host' },
  { route: 'POST /api/studio/sessions/:recorded/recording/cancel', who: 'host' },
];

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
const isCover = (route: string) => route.endsWith('/cover');
const caller = (who: (typeof table)[number]['who']) => (who === 'owner' ? owner : host);

test('the table has every route', () => {
  const names = table.map(({ route }) => route.replace(/:(episode|recorded)/, ':code'));
  expect(names.toSorted()).toEqual(api.routes.toSorted());
});

describe.each(changing)('$route', ({ route, who, body = {} }) => {
  const json = isCover(route) ? undefined : body;
  const raw = isCover(route) ? 'picture' : undefined;
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

describe.each(changing.filter(({ route }) => !isCover(route)))(
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

    test('70 kB are too large', async () => {
      const { method, path } = split(route);
      const answer = await caller(who).refused('too-large', method, path, {
        raw: JSON.stringify({ x: 'x'.repeat(70_000) }),
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
        const answer = await host.refused('forbidden', method, path, { json: body });
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
  };
  const { method, path } = split(route, { ...none, personId: 'none' });
  const jpeg = { raw: 'x', headers: { 'Content-Type': 'image/jpeg' } };
  const sent = isCover(route) ? jpeg : method === 'GET' ? {} : { json: body ?? {} };
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
