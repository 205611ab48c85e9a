import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { AppError } from '../../platform/app-error.ts';
import type { ObjectInfo, ObjectStore } from '../../platform/object-store.ts';
import { MediaCache } from './media-cache.ts';

const megabyte = 1024 * 1024;

/** A store in memory that counts what it is asked. */
function createStore() {
  const bodies = new Map<string, Buffer>();
  const asked = { find: 0, read: 0 };
  const state = { away: false };
  const infoOf = (key: string, body: Buffer): ObjectInfo => ({
    key,
    size: body.length,
    etag: `"${body.length}-${body[0] ?? ''}"`,
    lastModified: new Date(0),
    contentType: key.endsWith('.m3u8') ? 'application/vnd.apple.mpegurl' : 'video/mp4',
    cacheControl: 'immutable',
  });
  const store: Pick<ObjectStore, 'find' | 'read'> = {
    find(key) {
      asked.find += 1;
      if (state.away) return Promise.reject(new AppError('unavailable', 'away'));
      const body = bodies.get(key);
      return Promise.resolve(body && infoOf(key, body));
    },
    read(key) {
      asked.read += 1;
      const body = bodies.get(key);
      return Promise.resolve(body && { info: infoOf(key, body), body: Readable.from([body]) });
    },
  };
  return { bodies, asked, state, store: store as ObjectStore };
}

test('a small object is read once, however many ask at once', async () => {
  const { bodies, asked, store } = createStore();
  bodies.set('a', Buffer.alloc(1000, 1));
  const cache = new MediaCache(store);
  const found = await Promise.all(Array.from({ length: 50 }, () => cache.find('a')));
  expect(found.every((object) => object?.memory?.body.length === 1000)).toBe(true);
  expect((await cache.find('a'))?.memory).toBeDefined();
  expect(asked).toEqual({ find: 1, read: 1 });
});

test('a large object is described, not held', async () => {
  const { bodies, asked, store } = createStore();
  bodies.set('a', Buffer.alloc(3 * megabyte));
  const cache = new MediaCache(store);
  expect(await cache.find('a')).toMatchObject({ info: { size: 3 * megabyte } });
  expect((await cache.find('a'))?.memory).toBeUndefined();
  expect(asked).toEqual({ find: 1, read: 0 });
  expect(cache.totalBytes).toBeLessThan(10_000);
});

test('a playlist is compressed once, and media never', async () => {
  const { bodies, store } = createStore();
  bodies.set('a.m3u8', Buffer.from('#EXTM3U\n'.repeat(200)));
  bodies.set('a.m4s', Buffer.alloc(2000));
  const cache = new MediaCache(store);
  expect((await cache.find('a.m3u8'))?.memory?.compressed).toMatchObject([
    { encoding: 'gzip' },
  ]);
  expect((await cache.find('a.m4s'))?.memory?.compressed).toEqual([]);
});

test('memory is bounded, and what was used least recently goes first', async () => {
  const { bodies, asked, store } = createStore();
  const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
  for (const key of keys) bodies.set(key, Buffer.alloc(megabyte, 1));
  const cache = new MediaCache(store);
  for (const key of keys) {
    await cache.find(key);
    await cache.find('k0');
    expect(cache.totalBytes).toBeLessThanOrEqual(64 * megabyte);
  }
  asked.read = 0;
  await cache.find('k0');
  await cache.find('k99');
  expect(asked.read).toBe(0);
  await cache.find('k1');
  expect(asked.read).toBe(1);
});

test('a deleted object is gone after a minute, a changed one is read again', async () => {
  const { bodies, store } = createStore();
  let now = 0;
  const cache = new MediaCache(store, () => now);
  bodies.set('a', Buffer.alloc(1000, 1));
  bodies.set('b', Buffer.alloc(1000, 1));
  await cache.find('a');
  await cache.find('b');
  bodies.delete('a');
  bodies.set('b', Buffer.alloc(1000, 2));
  now = 61_000;
  expect(await cache.find('a')).toBeUndefined();
  expect((await cache.find('b'))?.memory?.body[0]).toBe(2);
  expect(cache.totalBytes).toBeLessThan(2500);
});

test('while the store is away, what is held is still served', async () => {
  const { bodies, state, store } = createStore();
  let now = 0;
  const cache = new MediaCache(store, () => now);
  bodies.set('a', Buffer.alloc(1000, 1));
  await cache.find('a');
  state.away = true;
  now = 61_000;
  expect((await cache.find('a'))?.memory?.body).toHaveLength(1000);
  await expect(cache.find('b')).rejects.toMatchObject({ code: 'unavailable' });
});
