import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPasswords } from '../../server/people/passwords.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { Me, PersonInfo } from '../../server/protocol/rest.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import { password, signUpHost, signUpOwner } from '../support/rest-journeys.ts';

const day = 86_400_000;
const anything = expect.anything() as unknown;
let now = new Date();
const clock = { now: () => now, monoUs: () => now.getTime() * 1000 };
const pass = (ms: number) => (now = new Date(now.getTime() + ms));

let scope: Scope;
let api: RestApi;
beforeEach(async () => {
  now = new Date();
  scope = new Scope('rest people', silentLog);
  api = await startRestApi(scope, { clock });
});
afterEach(() => scope.close('done'));

const me = async (browser: { ok<T>(method: string, path: string): Promise<T> }) =>
  (await browser.ok<Me>('GET', '/api/me')).person;

describe('first run', () => {
  test('the printed link makes the owner and the library, once', async () => {
    const visitor = api.browser();
    expect(await visitor.ok('GET', '/api/me')).toEqual({ firstRun: true });

    const url = (await api.firstRun())!;
    expect(url).toMatch(new RegExp(`^${api.origin}/mulai\\?kunci=[\\w-]{32}$`));
    const body = {
      token: new URL(url).searchParams.get('kunci'),
      email: ' Owner@Example.org ',
      displayName: 'Ibu Ani',
      password,
      libraryName: 'Taman Baca',
    };
    const nameless = { ...body, libraryName: undefined };
    const refusal = await visitor.refused('invalid-input', 'POST', '/api/account', {
      json: nameless,
    });
    expect(refusal.body).toMatchObject({
      error: { fields: { libraryName: anything } },
    });

    const made = await visitor.ok<Me>('POST', '/api/account', body);
    expect(made).toEqual({
      firstRun: false,
      library: {
        name: 'Taman Baca',
        timeZone: 'Asia/Jakarta',
        language: 'id',
        origin: api.origin,
      },
      person: {
        personId: expect.any(String) as string,
        email: 'owner@example.org',
        displayName: 'Ibu Ani',
        role: 'owner',
        closed: false,
      },
    });
    expect(await visitor.ok('GET', '/api/me')).toEqual(made);

    const second = { ...body, email: 'evil@example.org' };
    await api.browser().refused('gone', 'POST', '/api/account', { json: second });
    expect(await api.firstRun()).toBeUndefined();
  });

  test('each start makes a new link, and the one before is worthless', async () => {
    const [first, second] = [(await api.firstRun())!, (await api.firstRun())!];
    expect(first).not.toBe(second);
    await api.browser().refused('not-found', 'POST', '/api/account', {
      json: {
        token: new URL(first).searchParams.get('kunci'),
        email: 'a@example.org',
        displayName: 'A',
        password,
        libraryName: 'B',
      },
    });
    await signUpOwner(api);
  });

  test('no token is in the database as it is', async () => {
    const owner = await signUpOwner(api);
    const { rows } = await api.db.executeSql(
      'SELECT s."tokenHash" AS a, p."passwordHash" AS b FROM "SignIn" s JOIN "Person" p USING ("personId")',
    );
    expect(rows).toHaveLength(1);
    const stored = JSON.stringify(rows);
    expect(stored).not.toContain(owner.cookies.get('serambi_sign_in'));
    expect(stored).not.toContain(password);
  });
});

describe('signing in', () => {
  test('cookies are out of reach of scripts, and a device keeps its own', async () => {
    const visitor = api.browser();
    const [device] = (await visitor.send('GET', '/api/me')).headers.getSetCookie();
    expect(device).toMatch(/^serambi_device=[\w-]+\.[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
    expect((await visitor.send('GET', '/api/me')).headers.getSetCookie()).toEqual([]);
  });

  test('in, out, and in again with other capitals; the old cookie is worth nothing', async () => {
    const browser = await signUpOwner(api);
    const stale = browser.cookies.get('serambi_sign_in')!;
    await browser.ok('POST', '/api/sign-out', {});
    expect(await me(browser)).toBeUndefined();
    const thief = api.browser();
    thief.cookies.set('serambi_sign_in', stale);
    expect(await me(thief)).toBeUndefined();

    const email = 'OWNER@example.org';
    await browser.ok('POST', '/api/sign-in', { email, password });
    expect(await me(browser)).toMatchObject({ role: 'owner' });
    await browser.ok('POST', '/api/sign-in', { email, password });
    expect(await api.db.prisma.signIn.count()).toBe(1);
  });

  test('a wrong password and an unknown address get the same answer', async () => {
    await signUpOwner(api);
    const answers = await Promise.all(
      ['owner@example.org', 'nobody@example.org'].map((email) =>
        api.browser().refused('wrong-credentials', 'POST', '/api/sign-in', {
          json: { email, password: 'salah' },
        }),
      ),
    );
    expect(answers[0]!.body).toEqual(answers[1]!.body);
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  test('guessing is stopped, also in parallel; later the right password works again', async () => {
    await signUpOwner(api);
    const attempt = (guess: string) =>
      api.browser().send('POST', '/api/sign-in', {
        json: { email: 'owner@example.org', password: guess },
      });
    const answers = await Promise.all(Array.from({ length: 25 }, () => attempt('salah')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    const held = await attempt(password);
    expect(held.status).toBe(429);
    expect(Number(held.headers.get('Retry-After'))).toBeGreaterThan(60);
    pass(15 * 60_000);
    expect((await attempt(password)).status).toBe(200);
  });

  test('guessing over many accounts from one address is stopped', async () => {
    const guess = async (n: number) => {
      const json = { email: `a${n}@example.org`, password: 'salah' };
      return (await api.browser().send('POST', '/api/sign-in', { json })).status;
    };
    const statuses: number[] = [];
    for (let n = 0; n < 35; n += 1) statuses.push(await guess(n));
    expect(statuses.indexOf(429)).toBe(30);
  });

  test('a sign-in lasts 30 days from when it was last used', async () => {
    const browser = await signUpOwner(api);
    pass(29 * day);
    expect(await me(browser)).toBeDefined();
    pass(29 * day);
    expect(await me(browser)).toBeDefined();
    pass(31 * day);
    expect(await me(browser)).toBeUndefined();
  });

  test('a hash made at a lower cost is made anew when its owner signs in', async () => {
    const dearer = createPasswords({ N: 32, r: 1, p: 1 });
    await signUpOwner(api);
    const other = await scope.open('dearer', (child) =>
      startRestApi(child, { passwords: dearer }),
    );
    const { passwordHash } = await api.db.prisma.person.findFirstOrThrow();
    await signUpOwner(other);
    await other.db.prisma.person.updateMany({ data: { passwordHash } });
    const email = 'owner@example.org';
    await other.browser().ok('POST', '/api/sign-in', { email, password });
    const upgraded = await other.db.prisma.person.findFirstOrThrow();
    expect(upgraded.passwordHash).toMatch(/^scrypt\$32\$/);
    await other.browser().ok('POST', '/api/sign-in', { email, password });
  });
});

describe('accounts', () => {
  test('a new password ends every other sign-in', async () => {
    const here = await signUpOwner(api);
    const there = api.browser();
    await there.ok('POST', '/api/sign-in', { email: 'owner@example.org', password });
    const next = 'lebih-rahasia-lagi';
    const wrong = await here.refused('wrong-credentials', 'POST', '/api/password', {
      json: { current: 'salah', next },
    });
    expect(wrong.body).toMatchObject({ error: { fields: { current: anything } } });
    expect(await me(there)).toBeDefined();
    await here.ok('POST', '/api/password', { current: password, next });
    expect(await me(here)).toBeDefined();
    expect(await me(there)).toBeUndefined();
    const email = 'owner@example.org';
    await there.refused('wrong-credentials', 'POST', '/api/sign-in', {
      json: { email, password },
    });
    await there.ok('POST', '/api/sign-in', { email, password: next });
  });

  test('the owner invites a host, who works until the account is closed', async () => {
    const owner = await signUpOwner(api);
    const host = await signUpHost(api, owner);
    expect(await me(host)).toMatchObject({ role: 'host' });
    const people = await owner.ok<PersonInfo[]>('GET', '/api/people');
    expect(people.map(({ role }) => role)).toEqual(['owner', 'host']);
    const [{ personId: ownerId }, { personId: hostId }] = people as [PersonInfo, PersonInfo];

    await owner.refused('forbidden', 'DELETE', `/api/people/${ownerId}`);
    await owner.refused('not-found', 'DELETE', '/api/people/nobody');
    await owner.ok('DELETE', `/api/people/${hostId}`);
    expect(await me(host)).toBeUndefined();
    await host.refused('not-signed-in', 'GET', '/api/studio');
    const credentials = { email: 'host@example.org', password };
    await host.refused('wrong-credentials', 'POST', '/api/sign-in', { json: credentials });
    expect(await owner.ok('GET', '/api/people')).toMatchObject([{}, { closed: true }]);

    const again = await signUpHost(api, owner);
    expect(await me(again)).toMatchObject({ personId: hostId, closed: false });
  });

  test('an invitation is for one address when it names one, for a week, for one account', async () => {
    const owner = await signUpOwner(api);
    const invite = async (email?: string) => {
      const body = email ? { email } : {};
      const { url } = await owner.ok<{ url: string }>('POST', '/api/people/invitations', body);
      expect(url).toMatch(new RegExp(`^${api.origin}/undangan\\?kunci=`));
      return new URL(url).searchParams.get('kunci');
    };
    const account = (token: unknown, email: string) => ({
      json: { token, email, displayName: 'Budi', password },
    });
    await owner.refused('conflict', 'POST', '/api/people/invitations', {
      json: { email: 'owner@example.org' },
    });

    const named = await invite('budi@example.org');
    const guest = api.browser();
    const at = ['POST', '/api/account'] as const;
    await guest.refused('invalid-input', ...at, account(named, 'other@example.org'));
    await guest.ok(...at, account(named, 'budi@example.org').json);
    await api.browser().refused('gone', ...at, account(named, 'budi@example.org'));

    const open = await invite();
    await api.browser().refused('conflict', ...at, account(open, 'owner@example.org'));
    pass(8 * day);
    await api.browser().refused('gone', ...at, account(open, 'sari@example.org'));
  });

  test('the owner names the library and its zone', async () => {
    const owner = await signUpOwner(api);
    await owner.ok('PATCH', '/api/library', { timeZone: 'Asia/Makassar', language: 'en' });
    expect((await owner.ok<Me>('GET', '/api/me')).library).toMatchObject({
      name: 'Taman Baca',
      timeZone: 'Asia/Makassar',
      language: 'en',
    });
    await owner.refused('invalid-input', 'PATCH', '/api/library', {
      json: { timeZone: 'Asia/Atlantis' },
    });
  });
});
