import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Domain } from '../../server/domain.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { get } from '../support/http-get.ts';
import { anEpisode, startPageHub } from '../support/page-hub.ts';
import { aPerson, aSeries, aSession, emptyTables } from '../support/stored.ts';

const scope = new Scope('test', silentLog);
const origin = 'https://serambi.example.org';
const script = `console.log(${JSON.stringify('x'.repeat(2000))});`;
let db: Database;
let domain: Domain;
let base: string;

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-pages-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const dist = path.join(folder, 'dist');
  await mkdir(path.join(dist, 'assets'), { recursive: true });
  await writeFile(
    path.join(dist, 'index.html'),
    '<!doctype html><html lang="id"><head><title>Serambi</title><script type="module" src="/assets/index-1.js"></script></head><body><div id="root"></div></body></html>',
  );
  await writeFile(path.join(dist, 'assets/index-1.js'), script);
  await writeFile(path.join(dist, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(path.join(folder, 'secret.txt'), 'private');

  const objects = await openLocalObjectStore(path.join(folder, 'objects'));
  ({ base, db, domain } = await startPageHub(scope, { objects, dist, publicOrigin: origin }));
});
beforeEach(() => emptyTables(db));
afterAll(() => scope.close('done'));

async function visit(url: string, headers: Record<string, string> = {}) {
  const { body, ...answer } = await get(base + url, headers);
  return { ...answer, html: body.toString().replace(/\s+/g, ' ') };
}

const nasty = {
  title: 'Laskar <b>Pelangi</b>',
  notes: 'Halo **semua** <script>alert(1)</script>',
  mp3Key: 'episodes/a/audio.mp3',
};

async function signedIn(): Promise<{ Cookie: string }> {
  const { personId } = await db.prisma.person.create({ data: aPerson({ role: 'host' }) });
  const token = await domain.signIns.open(personId);
  return { Cookie: domain.identity.signInCookie(token, { secure: false }).split(';')[0]! };
}

test('every public page is readable without the application, and loads it', async () => {
  await db.prisma.library.create({ data: { id: 1, name: 'Perpustakaan Kota' } });
  const episode = await anEpisode(db, nasty);
  const series = await aSeries(db);
  const session = await aSession(db, { seriesId: series.seriesId });
  for (const [url, words] of [
    ['/', 'Perpustakaan Kota'],
    [`/s/${series.slug}`, 'Membaca bersama.'],
    [`/a/${session.code}`, 'Laskar Pelangi'],
    [`/e/${episode.code}`, '<audio controls preload="none" src="/media/episodes/a/audio.mp3">'],
  ] as const) {
    const { status, headers, html } = await visit(url);
    expect(status, url).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(html).toContain(words);
    expect(html).toContain('src="/assets/index-1.js"');
    expect(html).toContain(`<link rel="canonical" href="${origin}${url}" />`);
    expect(html).toContain('application/ld+json');
  }
});

test('what people wrote arrives escaped, and notes sanitised', async () => {
  const { code } = await anEpisode(db, nasty);
  const { html } = await visit(`/e/${code}`);
  expect(html).toContain('<h1>Laskar &#60;b&#62;Pelangi&#60;/b&#62;</h1>');
  expect(html).toContain('<strong>semua</strong>');
  expect(html).not.toContain('alert(1)</script>');
});

test('a token in the address is repeated nowhere', async () => {
  const { code } = await aSession(db);
  expect((await visit(`/a/${code}?u=secret-token`)).html).not.toContain('secret-token');
});

test('a draft is not there for everyone, and left to the application for hosts', async () => {
  const { code } = await anEpisode(db, { ...nasty, state: 'draft', publishedAt: null });
  const stranger = await visit(`/e/${code}`);
  expect(stranger.status).toBe(404);
  expect(stranger.html).not.toContain('Pelangi');
  const host = await visit(`/e/${code}`, await signedIn());
  expect(host.status).toBe(200);
  expect(host.html).toContain('noindex');
  expect(host.html).not.toContain('audio.mp3');
});

test('what was taken back is gone, what never was is not found', async () => {
  const { code } = await anEpisode(db, { ...nasty, state: 'unpublished' });
  expect((await visit(`/e/${code}`)).status).toBe(410);
  for (const url of [
    '/e/abc-def-ghj',
    '/s/nothing',
    '/a/nothing',
    '/nothing',
    '/e/UPPER',
    '/x/y/z',
  ]) {
    const { status, headers, html } = await visit(url);
    expect(status, url).toBe(404);
    expect(headers['content-type']).toContain('text/html');
    expect(html).toContain('Halaman ini tidak ada');
    expect(html).toContain('noindex');
  }
});

test('a session that was deleted is out of the feed at once, and its pages say what became of it', async () => {
  const { code, guid } = await anEpisode(db);
  const { recording, series } = await db.prisma.episode.findUniqueOrThrow({
    where: { code },
    select: {
      recording: { select: { session: { select: { code: true } } } },
      series: { select: { slug: true } },
    },
  });
  const feed = async () => (await get(`${base}/s/${series.slug}/feed.xml`)).body.toString();
  expect(await feed()).toContain(guid);
  await domain.schedule.delete(recording.session.code, { by: 'Ani', withRecording: true });
  expect(await feed()).not.toContain(guid);
  for (const url of [`/e/${code}`, `/a/${recording.session.code}`]) {
    const { status, html } = await visit(url);
    expect(status, url).toBe(410);
    expect(html).toContain('Acara ini sudah dihapus');
  }
});

test.each(['/studio', '/studio/sessions/abc', '/mulai?kunci=x', '/masuk', '/panduan', '/uji'])(
  '%s is drawn by the application',
  async (url) => {
    const { status, html } = await visit(url);
    expect(status).toBe(200);
    expect(html).toContain('src="/assets/index-1.js"');
    expect(html).toContain('<noscript>');
  },
);

test('a browser is remembered by its first page, once', async () => {
  const first = await visit('/');
  const [cookie] = first.headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/^serambi_device=.*HttpOnly; SameSite=Lax; Secure$/);
  const again = await visit('/', { Cookie: cookie!.split(';')[0]! });
  expect(again.headers['set-cookie']).toBeUndefined();
  const forged = await visit('/', { Cookie: 'serambi_device=me.signature' });
  expect(forged.headers['set-cookie']).toHaveLength(1);
});

test('files of the application are compressed, and kept for ever', async () => {
  const plain = await get(`${base}/assets/index-1.js`);
  expect(plain.body.toString()).toBe(script);
  expect(plain.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  const packed = await get(`${base}/assets/index-1.js`, { 'Accept-Encoding': 'gzip, br' });
  expect(packed.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(packed.body).toString()).toBe(script);
  const held = { 'If-None-Match': packed.headers.etag!, 'Accept-Encoding': 'br' };
  expect((await get(`${base}/assets/index-1.js`, held)).status).toBe(304);
  expect((await get(`${base}/favicon.svg`)).headers['content-type']).toBe('image/svg+xml');
});

test.each([
  '/assets/nothing.js',
  '/assets/../index.html',
  '/assets/../../secret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
])('%s is no file', async (url) => {
  const { status, html } = await visit(url);
  expect(status).toBe(404);
  expect(html).not.toContain('private');
});

test('robots and the manifest', async () => {
  await db.prisma.library.create({ data: { id: 1, name: 'Perpustakaan Kota' } });
  expect((await visit('/robots.txt')).html).toContain('Disallow: /studio');
  const manifest = await get(`${base}/manifest.webmanifest`);
  expect(manifest.headers['content-type']).toContain('application/manifest+json');
  expect(JSON.parse(manifest.body.toString())).toMatchObject({ name: 'Perpustakaan Kota' });
});
