import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig } from '../../server/config.ts';
import { createHttpServer } from '../../server/http/http-server.ts';
import { createMediaRoutes } from '../../server/http/media-routes.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { get } from '../support/http-get.ts';

const scope = new Scope('test', silentLog);
const immutable = 'public, max-age=31536000, immutable';
const small = randomBytes(100_000);
const large = randomBytes(5_000_000);
const playlist = Buffer.from(`#EXTM3U\n${'#EXTINF:6.0,\nseg_00001.m4s\n'.repeat(300)}`);
let store: ObjectStore;
let port: number;
let openReads = 0;

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-media-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const local = await openLocalObjectStore(folder);
  store = {
    ...local,
    async read(key, range) {
      const object = await local.read(key, range);
      if (object) {
        openReads += 1;
        object.body.once('close', () => (openReads -= 1));
      }
      return object;
    },
  };
  const put = (key: string, body: Buffer, contentType: string) =>
    store.put(key, body, { contentType, cacheControl: immutable });
  await put('episodes/a/small.m4s', small, 'video/mp4');
  await put('episodes/a/audio.mp3', large, 'audio/mpeg');
  await put('episodes/a/master.m3u8', playlist, 'application/vnd.apple.mpegurl');
  for (const key of ['recordings/a/take.log', 'reviews/a.json', 'practices/a/mix.mp3']) {
    await put(key, Buffer.from('private'), 'text/plain');
  }

  const config = parseConfig({ HTTP_HOST: '127.0.0.1', HTTP_PORT: '0' }).http;
  const routers = [{ path: '/media', router: createMediaRoutes({ store, log: silentLog }) }];
  ({ port } = await (
    await createHttpServer({ config, log: silentLog, scope, routers })
  ).listen());
});
afterAll(() => scope.close('done'));

const request = (target: string, headers?: Record<string, string>, method?: string) =>
  get(`http://127.0.0.1:${port}${target}`, headers, method);

describe.each([
  ['held in memory', '/media/episodes/a/small.m4s', small, 'video/mp4'],
  ['streamed', '/media/episodes/a/audio.mp3', large, 'audio/mpeg'],
] as const)('an object %s', (_kind, url, content, type) => {
  test('is served whole, with everything a podcast app looks for', async () => {
    const { status, headers, body } = await request(url, { 'Accept-Encoding': 'gzip, br' });
    expect(status).toBe(200);
    expect(body.equals(content)).toBe(true);
    expect(headers).toMatchObject({
      'content-type': type,
      'content-length': String(content.length),
      'accept-ranges': 'bytes',
      'cache-control': immutable,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(headers.etag).toMatch(/^"[0-9a-f]+"$/);
    expect(Date.parse(headers['last-modified']!)).toBeLessThanOrEqual(Date.now());
    expect(headers['access-control-expose-headers']).toContain('Content-Range');
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
  });

  test('answers HEAD like GET, without a body, and without ranges', async () => {
    const get = await request(url);
    const head = await request(url, { Range: 'bytes=0-1' }, 'HEAD');
    expect(head.status).toBe(200);
    expect(head.body).toHaveLength(0);
    for (const name of ['content-length', 'content-type', 'etag', 'last-modified'] as const) {
      expect(head.headers[name]).toBe(get.headers[name]);
    }
  });

  test.each([
    ['bytes=0-1', 0, 1],
    ['bytes=1000-1999', 1000, 1999],
    ['bytes=99000-', 99_000, undefined],
    ['bytes=-5', -5, undefined],
    ['bytes=99990-99999999', 99_990, undefined],
  ])('answers the range %s', async (range, from, to) => {
    const { status, headers, body } = await request(url, { Range: range });
    const start = from < 0 ? content.length + from : from;
    const end = to ?? content.length - 1;
    expect(status).toBe(206);
    expect(body.equals(content.subarray(start, end + 1))).toBe(true);
    expect(headers['content-range']).toBe(`bytes ${start}-${end}/${content.length}`);
    expect(headers['content-length']).toBe(String(end - start + 1));
    expect(headers['content-type']).toBe(type);
  });

  test('answers a range past the end with 416 and the size', async () => {
    const { status, headers, body } = await request(url, { Range: `bytes=${content.length}-` });
    expect(status).toBe(416);
    expect(headers['content-range']).toBe(`bytes */${content.length}`);
    expect(body).toHaveLength(0);
  });

  test('answers several ranges with the whole', async () => {
    const { status, body } = await request(url, { Range: 'bytes=0-1,5-6' });
    expect(status).toBe(200);
    expect(body).toHaveLength(content.length);
  });

  test('says 304 to who holds it, by either validator', async () => {
    const { headers } = await request(url);
    const etag = headers.etag!;
    const date = headers['last-modified']!;
    for (const condition of [
      { 'If-None-Match': etag },
      { 'If-None-Match': `"x", W/${etag}` },
      { 'If-Modified-Since': date },
      { 'If-None-Match': etag, 'If-Modified-Since': 'Mon, 01 Jan 2001 00:00:00 GMT' },
      { 'If-None-Match': etag, Range: 'bytes=0-1' },
    ]) {
      const answer = await request(url, condition);
      expect(answer.status, JSON.stringify(condition)).toBe(304);
      expect(answer.body).toHaveLength(0);
      expect(answer.headers.etag).toBe(etag);
    }
    expect(
      (await request(url, { 'If-None-Match': '"x"', 'If-Modified-Since': date })).status,
    ).toBe(200);
  });

  test('cuts a range only from the copy that If-Range names', async () => {
    const { headers } = await request(url);
    const range = { Range: 'bytes=0-1' };
    expect((await request(url, { ...range, 'If-Range': headers.etag! })).status).toBe(206);
    expect((await request(url, { ...range, 'If-Range': '"other"' })).status).toBe(200);
    expect(
      (await request(url, { ...range, 'If-Range': headers['last-modified']! })).status,
    ).toBe(206);
  });

  test('is saved under a name when one is asked for', async () => {
    const { headers } = await request(`${url}?download=Klub%20Buku%20%231`);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="Klub Buku #1\.\w+"/);
  });
});

test('a playlist is compressed for who takes it, under an etag of its own', async () => {
  const url = '/media/episodes/a/master.m3u8';
  const plain = await request(url);
  const packed = await request(url, { 'Accept-Encoding': 'gzip, deflate, br' });
  expect(plain.body.equals(playlist)).toBe(true);
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(packed.headers['content-length']).toBe(String(packed.body.length));
  expect(packed.body.length).toBeLessThan(playlist.length / 5);
  expect(gunzipSync(packed.body).equals(playlist)).toBe(true);
  expect(packed.headers.etag).not.toBe(plain.headers.etag);
  for (const { headers } of [plain, packed]) expect(headers.vary).toContain('Accept-Encoding');

  const again = { 'Accept-Encoding': 'gzip', 'If-None-Match': packed.headers.etag! };
  expect((await request(url, again)).status).toBe(304);
  const range = await request(url, { 'Accept-Encoding': 'gzip', Range: 'bytes=0-6' });
  expect([range.status, range.body.toString(), range.headers['content-encoding']]).toEqual([
    206,
    '#EXTM3U',
    undefined,
  ]);
});

test.each([
  '/media/episodes/a/nothing.mp3',
  '/media/recordings/a/take.log',
  '/media/reviews/a.json',
  '/media/practices/a/mix.mp3',
  '/media/episodes/../recordings/a/take.log',
  '/media/episodes/%2e%2e/recordings/a/take.log',
  '/media/episodes%2f..%2frecordings/a/take.log',
  '/media/episodes/a/small.m4s%00',
  '/media//etc/passwd',
  '/media/episodes/a/',
  '/media/episodes/a',
  '/media/',
  '/media',
  `/media/episodes/${'x'.repeat(3000)}`,
])('%s is not there', async (target) => {
  const { status, headers, body } = await request(target);
  expect(status).toBe(404);
  expect(headers['cache-control']).toBe('no-store');
  expect(JSON.parse(body.toString())).toMatchObject({ error: { code: 'not-found' } });
});

test('other methods are refused, and a preflight is answered', async () => {
  const url = '/media/episodes/a/small.m4s';
  const preflight = await request(url, { Origin: 'https://x.example' }, 'OPTIONS');
  expect(preflight.status).toBe(204);
  expect(preflight.headers['access-control-allow-headers']).toContain('Range');
  const own = { Origin: `http://127.0.0.1:${port}` };
  expect((await request(url, own, 'DELETE')).status).toBe(405);
});

test('a client that goes away ends the reading', async () => {
  await store.put('episodes/a/huge.mp3', Readable.from(Array(40).fill(large)), {
    contentType: 'audio/mpeg',
    cacheControl: immutable,
  });
  await new Promise<void>((resolve, reject) => {
    const sent = http.get({ port, host: '127.0.0.1', path: '/media/episodes/a/huge.mp3' });
    sent.once('response', (response) => {
      response.once('data', () => {
        expect(openReads).toBe(1);
        response.once('error', () => undefined);
        response.destroy();
        resolve();
      });
    });
    sent.once('error', reject);
  });
  await expect.poll(() => openReads, { timeout: 5_000 }).toBe(0);
});
