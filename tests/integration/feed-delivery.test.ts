import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseRssFeed } from 'feedsmith';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderFeed } from '../../server/feeds/feed.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { aFeedEpisode, aFeedSource } from '../support/feed-source.ts';
import { get } from '../support/http-get.ts';
import { anEpisode, startPageHub } from '../support/page-hub.ts';
import { aSeries } from '../support/stored.ts';

const scope = new Scope('test', silentLog);
const origin = 'https://serambi.example.org';
let db: Database;
let base: string;

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-feed-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const objects = await openLocalObjectStore(path.join(folder, 'objects'));
  const dist = path.join(folder, 'not-built');
  ({ base, db } = await startPageHub(scope, { objects, dist, publicOrigin: origin }));
});
afterAll(() => scope.close('done'));

async function feedOf(slug: string) {
  const answer = await get(`${base}/s/${slug}/feed.xml`);
  return { ...answer, feed: parseRssFeed(answer.body.toString()) };
}

test('only published episodes with sound are in the feed, newest first', async () => {
  const { seriesId, slug } = await aSeries(db);
  const older = await anEpisode(db, {
    seriesId,
    title: 'Lama',
    publishedAt: new Date('2026-01-01'),
  });
  const newer = await anEpisode(db, { seriesId, title: 'Baru' });
  await anEpisode(db, { seriesId, state: 'draft', publishedAt: null });
  await anEpisode(db, { seriesId, state: 'unpublished' });
  await anEpisode(db, { seriesId, publishedAt: new Date(Date.now() + 3_600_000) });
  await anEpisode(db, { seriesId, mp3Key: null, mp3Bytes: null });
  await anEpisode(db);

  const { status, headers, feed } = await feedOf(slug);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'application/rss+xml; charset=utf-8',
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
  });
  expect(headers['set-cookie']).toBeUndefined();
  expect(feed.items?.map(({ guid }) => guid?.value)).toEqual([newer.guid, older.guid]);
  expect(feed.atom?.links?.[0]?.href).toBe(`${origin}/s/${slug}/feed.xml`);
  expect(feed.items?.[0]?.enclosures?.[0]).toEqual({
    url: `${origin}/media/${newer.mp3Key}`,
    length: 1234,
    type: 'audio/mpeg',
  });
});

test('two fetches give the same bytes, and 304 by either validator', async () => {
  const { seriesId, slug } = await aSeries(db);
  await anEpisode(db, { seriesId });
  const url = `${base}/s/${slug}/feed.xml`;
  const first = await get(url);
  const second = await get(url);
  expect(second.body.equals(first.body)).toBe(true);
  expect(second.headers.etag).toBe(first.headers.etag);

  const etag = first.headers.etag!;
  const date = first.headers['last-modified']!;
  for (const condition of [
    { 'If-None-Match': etag },
    { 'If-None-Match': `W/${etag}` },
    { 'If-Modified-Since': date },
    { 'If-None-Match': etag, 'If-Modified-Since': date },
  ]) {
    const answer = await get(url, condition);
    expect(answer.status).toBe(304);
    expect(answer.body).toHaveLength(0);
  }
  expect((await get(url, { 'If-None-Match': '"x"', 'If-Modified-Since': date })).status).toBe(
    200,
  );
  const head = await get(url, {}, 'HEAD');
  expect([head.status, head.body.length, head.headers['content-length']]).toEqual([
    200,
    0,
    String(first.body.length),
  ]);
});

test('it is compressed for who takes it', async () => {
  const { seriesId, slug } = await aSeries(db);
  await anEpisode(db, { seriesId });
  const url = `${base}/s/${slug}/feed.xml`;
  const plain = await get(url);
  const packed = await get(url, { 'Accept-Encoding': 'gzip' });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(packed.headers.vary).toContain('Accept-Encoding');
  expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
  const again = { 'Accept-Encoding': 'gzip', 'If-None-Match': packed.headers.etag! };
  expect((await get(url, again)).status).toBe(304);
});

test('every change of what it says changes it, and the guid never', async () => {
  const { seriesId, slug } = await aSeries(db);
  const episode = await anEpisode(db, { seriesId });
  const url = `${base}/s/${slug}/feed.xml`;
  let held = (await get(url)).headers.etag!;
  const where = { episodeId: episode.episodeId };
  const changes: [string, () => Promise<unknown>][] = [
    ['title', () => db.prisma.episode.update({ where, data: { title: 'Lain' } })],
    ['video', () => db.prisma.episode.update({ where, data: { hlsKey: 'episodes/a/m.m3u8' } })],
    ['audio', () => db.prisma.episode.update({ where, data: { mp3Key: 'episodes/a/2.mp3' } })],
    ['series', () => db.prisma.series.update({ where: { seriesId }, data: { author: 'B' } })],
    ['another', () => anEpisode(db, { seriesId })],
    ['taken back', () => db.prisma.episode.update({ where, data: { state: 'unpublished' } })],
    ['deleted', () => db.prisma.episode.deleteMany({ where: { NOT: where, seriesId } })],
  ];
  for (const [what, change] of changes) {
    await change();
    const answer = await get(url, { 'If-None-Match': held });
    expect(answer.status, what).toBe(200);
    held = answer.headers.etag!;
    const items = parseRssFeed(answer.body.toString()).items ?? [];
    for (const { title, guid } of items)
      if (title === 'Lain') expect(guid?.value).toBe(episode.guid);
  }
});

test('chapters of a published episode are served for podcast apps', async () => {
  const { seriesId } = await aSeries(db);
  const { code } = await anEpisode(db, { seriesId });
  const { code: draft } = await anEpisode(db, { seriesId, state: 'draft' });
  const answer = await get(`${base}/e/${code}/chapters.json`);
  expect(answer.headers['content-type']).toBe('application/json+chapters');
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  expect(JSON.parse(answer.body.toString())).toEqual({
    version: '1.2.0',
    chapters: [{ startTime: 0, title: 'Pembukaan' }],
  });
  expect((await get(`${base}/e/${draft}/chapters.json`)).status).toBe(404);
});

test.each(['nothing', '..', 'a%00b', 'A'.repeat(200), '%E0%A4%A'])(
  'there is no feed at /s/%s',
  async (slug) => {
    const { status } = await get(`${base}/s/${slug}/feed.xml`);
    expect([400, 404]).toContain(status);
  },
);

test('xmllint finds a hundred feeds of random texts well-formed', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-feeds-'));
  scope.defer('feeds', () => rm(folder, { recursive: true, force: true }));
  const files: string[] = [];
  // A small generator with a fixed start: a failure is found again.
  let seed = 20261128;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const pieces = [']]>', '<![CDATA[', '&', '<', '>', '"', "'", '&#0;', '--', '?>', '\r', '\n'];
  const text = (): string =>
    Array.from({ length: 40 }, () =>
      random(3) === 0
        ? pieces[random(pieces.length)]!
        : String.fromCharCode(random(2) === 0 ? random(160) : random(65_536)),
    ).join('');
  for (let i = 0; i < 100; i += 1) {
    const source = aFeedSource({ libraryName: text() });
    const series = {
      ...source.series,
      ...{ title: text(), description: text(), author: text(), ownerEmail: text() },
    };
    const episodes = [aFeedEpisode({ title: text(), notes: text() })];
    files.push(path.join(folder, `${i}.xml`));
    await writeFile(files.at(-1)!, renderFeed({ ...source, series, episodes }, origin));
  }
  const checked = spawnSync('xmllint', ['--nonet', '--noout', ...files], { encoding: 'utf8' });
  expect(checked.stderr).toBe('');
  expect(checked.status).toBe(0);
});
