import type http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { Writable } from 'node:stream';
import express, { type Router } from 'express';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '../../server/config.ts';
import { createHealthRoutes } from '../../server/http/health-routes.ts';
import { createHttpServer } from '../../server/http/http-server.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { makeCertificate } from '../support/certificate.ts';
import { get as httpGet } from '../support/http-get.ts';
import { startRestApi } from '../support/rest-api.ts';
import { signUpOwner } from '../support/rest-journeys.ts';

let scope: Scope;
beforeEach(() => {
  scope = new Scope('http server', silentLog);
});
afterEach(() => scope.close('done'));

type Settings = Partial<Parameters<typeof createHttpServer>[0]>;

async function start(
  router: Router,
  config: Partial<Config['http']> = {},
  rest: Settings = {},
) {
  const server = await createHttpServer({
    config: {
      host: '127.0.0.1',
      port: 0,
      publicOrigin: undefined,
      trustedProxies: [],
      tls: undefined,
      ...config,
    },
    log: silentLog,
    scope,
    routers: [{ path: '/', router }],
    ...rest,
  });
  return server.listen();
}

const get = async (port: number, path: string, headers: Record<string, string> = {}) => {
  const answer = await httpGet(`http://127.0.0.1:${port}${path}`, headers);
  return { ...answer, text: answer.body.toString() };
};

/** Accepts our own certificate, which fetch would not. */
const getHeadersOverTls = (url: string) =>
  new Promise<http.IncomingHttpHeaders>((resolve, reject) => {
    const options = { rejectUnauthorized: false, agent: false };
    https
      .get(url, options, (answer) => {
        answer.resume().on('end', () => resolve(answer.headers));
      })
      .on('error', reject);
  });

function aRouter(): Router {
  const router = express.Router();
  router.get('/who', (req, res) => {
    res.json({ ip: req.ip, secure: req.secure });
  });
  router.get('/large', (_req, res) => {
    res.json({ text: 'x'.repeat(20_000) });
  });
  const media = express.Router();
  media.get('/large', (_req, res) => {
    res.type('text/plain').send('x'.repeat(20_000));
  });
  router.use('/media', media);
  router.get('/bug', () => {
    throw new Error('password=hunter2');
  });
  router.get('/half', (_req, res) => {
    res.write('half');
    throw new Error('then it broke');
  });
  return router;
}

describe('every answer', () => {
  test('lets a page use nothing but our own', async () => {
    const { port } = await start(aRouter());
    const { headers } = await get(port, '/who', { Host: 'Hub.example:3000' });
    const policy = String(headers['content-security-policy']);
    const directives = new Map(
      policy.split(';').map((part) => {
        const [name = '', ...sources] = part.trim().split(' ');
        return [name, sources.join(' ')];
      }),
    );
    expect(Object.fromEntries(directives)).toMatchObject({
      'default-src': "'self'",
      'script-src': "'self'",
      'connect-src': "'self' ws://hub.example:3000",
      'img-src': "'self' data: blob:",
      'media-src': "'self' blob:",
      'worker-src': "'self' blob:",
      'object-src': "'none'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(policy).not.toMatch(/unsafe|\*|https:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['permissions-policy']).toMatch(
      /camera=\(self\), microphone=\(self\), display-capture=\(self\)/,
    );
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['x-request-id']).toMatch(/^[\w-]{12}$/);
  });

  test('never repeats a Host header that is not one', async () => {
    const { port } = await start(aRouter());
    for (const host of ["a' 'unsafe-inline'", 'a; script-src *', 'a/b']) {
      const { headers } = await get(port, '/who', { Host: host });
      expect(headers['content-security-policy']).toContain("connect-src 'self' 'self'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
    }
  });

  test('text is compressed, media is not', async () => {
    const { port } = await start(aRouter());
    const gzip = { 'Accept-Encoding': 'gzip' };
    expect((await get(port, '/large', gzip)).headers['content-encoding']).toBe('gzip');
    const media = await get(port, '/media/large', gzip);
    expect(media.headers['content-encoding']).toBeUndefined();
    expect(media.headers['content-length']).toBe('20000');
  });

  test('a bug is logged whole and told to no one', async () => {
    const lines: string[] = [];
    const log = pino(
      { level: 'debug' },
      new Writable({
        write(line: Buffer, _encoding, done) {
          lines.push(line.toString());
          done();
        },
      }),
    );
    const { port } = await start(aRouter(), {}, { log });
    const answer = await get(port, '/bug?kunci=verysecret');
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'internal' } });
    expect(answer.text).not.toContain('hunter2');
    expect(lines.join('')).toContain('hunter2');
    expect(lines.join('')).toContain(String(answer.headers['x-request-id']));
    expect(lines.join('')).not.toContain('verysecret');
    await expect(get(port, '/half')).rejects.toThrow();
  });

  test('what nobody answers is not found, in JSON', async () => {
    const { port } = await start(aRouter());
    const answer = await get(port, '/nothing');
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'not-found' } });
  });
});

describe('behind proxies', () => {
  const told = {
    'X-Forwarded-For': '203.0.113.7',
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': 'serambi.example.org',
  };

  test('one we trust is believed', async () => {
    const { port } = await start(aRouter(), { trustedProxies: ['127.0.0.0/8'] });
    const answer = await get(port, '/who', told);
    expect(JSON.parse(answer.text)).toEqual({ ip: '203.0.113.7', secure: true });
    expect(answer.headers['content-security-policy']).toContain('wss://serambi.example.org');
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    // Only the last hop is ours: what a client wrote in front of it is not believed.
    const forged = { ...told, 'X-Forwarded-For': '198.51.100.1, 203.0.113.7' };
    expect(JSON.parse((await get(port, '/who', forged)).text)).toMatchObject({
      ip: '203.0.113.7',
    });
  });

  test('anyone else is not', async () => {
    const { port } = await start(aRouter(), { trustedProxies: ['10.0.0.1'] });
    const answer = await get(port, '/who', told);
    expect(JSON.parse(answer.text)).toEqual({ ip: '127.0.0.1', secure: false });
  });

  test('an address that is none is a wrong setting', async () => {
    await expect(start(aRouter(), { trustedProxies: ['my proxy'] })).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringContaining('TRUSTED_PROXIES') as string,
    });
  });
});

test('it speaks HTTPS by itself, and cookies then go over HTTPS only', async () => {
  const tls = await makeCertificate(scope);
  const { origin } = await startRestApi(scope, { tls });
  expect(origin).toMatch(/^https:/);
  const headers = await getHeadersOverTls(`${origin}/api/me`);
  expect(headers['set-cookie']?.[0]).toMatch(/; Secure$/);
  expect(headers['strict-transport-security']).toBe('max-age=31536000');
  expect(headers['cache-control']).toBe('no-store');
});

test('links and cookies follow PUBLIC_ORIGIN, and changes may come from there', async () => {
  const publicOrigin = 'https://serambi.example.org';
  const api = await startRestApi(scope, { publicOrigin });
  const owner = await signUpOwner(api);
  const answer = await owner.send('POST', '/api/people/invitations', {
    json: {},
    headers: { Origin: publicOrigin },
  });
  expect((answer.body as { url: string }).url).toMatch(/^https:\/\/serambi\.example\.org\//);
  const visit = await api.browser().send('GET', '/api/me');
  expect(visit.headers.get('Set-Cookie')).toMatch(/; Secure$/);
});

test('one address can ask only so often, whatever it says about itself', async () => {
  const api = await startRestApi(scope, { rateLimits: { reading: 5, changing: 2 } });
  const visitor = api.browser();
  const read = async (n: number) => {
    const headers = { 'X-Forwarded-For': `203.0.113.${n}` };
    return visitor.send('GET', '/api/home', { headers });
  };
  const answers = [];
  for (let n = 0; n < 6; n += 1) answers.push(await read(n));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
  expect(answers[5]).toMatchObject({ body: { error: { code: 'too-many' } } });
  expect(Number(answers[5]!.headers.get('Retry-After'))).toBeGreaterThan(0);
  // Reading and changing are counted apart; health is not counted.
  expect((await visitor.send('POST', '/api/sign-out', { json: {} })).status).toBe(204);
  expect((await visitor.send('GET', '/healthz')).status).toBe(200);
});

test('health: the process answers; readiness: so do its parts', async () => {
  let away = false;
  const check = () => (away ? Promise.reject(new Error('secret address')) : Promise.resolve());
  const started = await start(createHealthRoutes({ checks: [{ name: 'database', check }] }));
  expect(JSON.parse((await get(started.port, '/readyz')).text)).toEqual({
    ok: true,
    parts: { database: 'ok' },
  });
  away = true;
  await expect
    .poll(async () => (await get(started.port, '/readyz')).status, { timeout: 5_000 })
    .toBe(503);
  expect((await get(started.port, '/readyz')).text).not.toContain('secret');
  expect((await get(started.port, '/healthz')).status).toBe(200);
});

describe('slow and silent clients', () => {
  const patience = { headersMs: 200, requestMs: 400, silentMs: 600, checkMs: 50 };
  /** Sends these pieces, then nothing; resolves with what came back when the other side closes. */
  const talk = (port: number, text: string) =>
    new Promise<string>((resolve, reject) => {
      let answer = '';
      const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (part) => (answer += part.toString()));
      socket.on('close', () => resolve(answer)).on('error', reject);
    });

  test.each([
    ['headers that never end', 'GET /who HTTP/1.1\r\nHost: a\r\nX-A: b\r\n', /^HTTP\/1.1 408/],
    [
      'a body that never ends',
      'POST /who HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{',
      /^HTTP\/1.1 (408|403)/,
    ],
    ['nothing at all', '', /^(HTTP\/1.1 408[^]*)?$/],
    ['headers of 20 kB', `GET /who HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n`, /^HTTP\/1.1 431/],
    ['noise', '\x00\x01\x02\r\n\r\n', /^HTTP\/1.1 400/],
  ])('%s: the connection ends', async (_case, text, answer) => {
    const { port } = await start(aRouter(), {}, { patience });
    expect(await talk(port, text)).toMatch(answer);
  });
});

test('a port that is taken is a wrong setting', async () => {
  const { port } = await start(aRouter());
  await expect(start(aRouter(), { port })).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringContaining(String(port)) as string,
  });
});

test('closing waits for answers on their way, but not for ever', async () => {
  const router = express.Router();
  let asked: () => void = () => undefined;
  const hanging = new Promise<void>((resolve) => (asked = resolve));
  router.get('/hang', () => asked());
  const { port } = await start(router);
  const answer = get(port, '/hang');
  const broken = expect(answer).rejects.toThrow();
  await hanging;
  const startedAt = performance.now();
  await scope.close('test');
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  await broken;
});
