import { randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { makeFolder } from '../support/folder.ts';
import { openS3Store } from '../support/s3-server.ts';

const meta = {
  contentType: 'audio/mpeg',
  cacheControl: 'public, max-age=31536000, immutable',
};

const drivers: Record<string, (scope: Scope) => Promise<ObjectStore>> = {
  local: async (scope) => openLocalObjectStore(await makeFolder(scope)),
  minio: openS3Store,
};

describe.each(Object.entries(drivers))('%s', (_name, open) => {
  const scope = new Scope('test', silentLog);
  let store: ObjectStore;
  beforeAll(async () => {
    store = await open(scope);
  });
  afterAll(() => scope.close('done'));

  async function contentOf(key: string, range?: { start: number; end: number }) {
    const object = await store.read(key, range);
    return object && { info: object.info, bytes: await buffer(object.body) };
  }

  async function keysBelow(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of store.list(prefix)) keys.push(key);
    return keys;
  }

  test('what was put comes back whole, with its description', async () => {
    const bytes = randomBytes(10_000);
    const put = await store.put('episodes/a/audio.mp3', bytes, meta);
    expect(put).toMatchObject({ key: 'episodes/a/audio.mp3', size: 10_000, ...meta });
    expect(put.etag).toMatch(/^"[0-9a-f-]{16,}"$/);
    expect(Math.abs(put.lastModified.getTime() - Date.now())).toBeLessThan(60_000);

    const read = await contentOf('episodes/a/audio.mp3');
    expect(read?.bytes.equals(bytes)).toBe(true);
    expect(read?.info).toMatchObject({ size: 10_000, etag: put.etag, ...meta });
    expect(await store.find('episodes/a/audio.mp3')).toMatchObject({ etag: put.etag, ...meta });
  });

  test('a stream and a file are stored like a buffer', async () => {
    const chunks = Array.from({ length: 50 }, () => randomBytes(3_001));
    await store.put('kinds/stream', Readable.from(chunks), meta);
    const file = path.join(await makeFolder(scope), 'source');
    await writeFile(file, Buffer.concat(chunks));
    const fromFile = await store.put('kinds/file', { file }, meta);
    expect((await contentOf('kinds/stream'))?.bytes.equals(Buffer.concat(chunks))).toBe(true);
    expect((await contentOf('kinds/file'))?.bytes.equals(Buffer.concat(chunks))).toBe(true);
    expect((await store.find('kinds/stream'))?.etag).toBe(fromFile.etag);
  });

  test('an empty object is an object', async () => {
    expect((await store.put('kinds/empty', Buffer.alloc(0), meta)).size).toBe(0);
    expect(await contentOf('kinds/empty')).toMatchObject({ info: { size: 0 } });
    expect((await contentOf('kinds/empty'))?.bytes).toHaveLength(0);
  });

  test.each([
    ['the first bytes', { start: 0, end: 1 }, 'ab'],
    ['the middle', { start: 3, end: 5 }, 'def'],
    ['the last byte', { start: 9, end: 9 }, 'j'],
    ['past the end, cut', { start: 7, end: 1_000_000 }, 'hij'],
  ])('a range: %s', async (_case, range, expected) => {
    await store.put('ranges/letters', Buffer.from('abcdefghij'), meta);
    const read = await contentOf('ranges/letters', range);
    expect(read?.bytes.toString()).toBe(expected);
    expect(read?.info).toMatchObject({ size: 10, ...meta });
  });

  test('a range that holds no byte is refused', async () => {
    await store.put('ranges/letters', Buffer.from('abcdefghij'), meta);
    await expect(store.read('ranges/letters', { start: 10, end: 20 })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('what is not there is undefined, and deleting it is no error', async () => {
    expect(await store.find('nothing/here')).toBeUndefined();
    expect(await store.read('nothing/here')).toBeUndefined();
    expect(await store.read('nothing/here', { start: 0, end: 1 })).toBeUndefined();
    expect(await keysBelow('nothing/')).toEqual([]);
    await store.delete('nothing/here');
    expect(await store.deletePrefix('nothing/')).toBe(0);
  });

  test('replacing changes content, description and etag together', async () => {
    const before = await store.put('replaced/object', Buffer.from('one'), meta);
    const after = await store.put('replaced/object', Buffer.from('three'), {
      contentType: 'text/plain',
      cacheControl: 'no-cache',
    });
    expect(after.etag).not.toBe(before.etag);
    const read = await contentOf('replaced/object');
    expect(read?.bytes.toString()).toBe('three');
    expect(read?.info).toMatchObject({ contentType: 'text/plain', cacheControl: 'no-cache' });
    expect((await store.put('replaced/object', Buffer.from('one'), meta)).etag).toBe(
      before.etag,
    );
  });

  test('a large object goes up in parts and comes back whole', async () => {
    // Two parts and a bit, of repeating content: parts that look alike must not be mixed up.
    const block = Buffer.alloc(1024 * 1024, 7);
    const chunks = [...Array.from({ length: 36 }, () => block), randomBytes(1234)];
    const put = await store.put('large/object', Readable.from(chunks), meta);
    expect(put.size).toBe(36 * block.length + 1234);
    expect((await contentOf('large/object'))?.bytes.equals(Buffer.concat(chunks))).toBe(true);
    const tail = await contentOf('large/object', { start: put.size - 1234, end: put.size - 1 });
    expect(tail?.bytes.equals(chunks.at(-1)!)).toBe(true);
    expect(tail?.info).toMatchObject(meta);
  });

  test.each([
    ['at once', 1_000],
    ['after the first parts', 40 * 1024 * 1024],
  ])('an aborted put leaves nothing: %s', async (_case, bytesBefore) => {
    const abort = new AbortController();
    let given = 0;
    const endless = new Readable({
      read() {
        given += 500_000;
        if (given >= bytesBefore) setImmediate(() => abort.abort(new Error('enough')));
        this.push(Buffer.alloc(500_000));
      },
    });
    await expect(store.put('aborted/object', endless, meta, abort.signal)).rejects.toThrow();
    expect(endless.destroyed).toBe(true);
    expect(await store.find('aborted/object')).toBeUndefined();
    expect(await keysBelow('aborted/')).toEqual([]);
  });

  test('a source that fails leaves nothing, and says why', async () => {
    const failing = new Readable({
      read() {
        this.push(Buffer.alloc(100));
        this.destroy(new Error('disk on fire'));
      },
    });
    await expect(store.put('failing/object', failing, meta)).rejects.toThrow('disk on fire');
    expect(await store.find('failing/object')).toBeUndefined();
  });

  test('listing is by prefix, ascending by key', async () => {
    const keys = ['l/a/b', 'l/a/c/d', 'l/a0', 'l/b', 'lx'];
    for (const key of keys.toReversed()) await store.put(key, Buffer.from(key), meta);
    expect(await keysBelow('l/')).toEqual(keys.slice(0, -1));
    expect(await keysBelow('l')).toEqual(expect.arrayContaining(['lx', 'l/b']));
    expect(await keysBelow('l/a/')).toEqual(['l/a/b', 'l/a/c/d']);
    expect(await keysBelow('l/a')).toEqual(keys.slice(0, 3));
    for await (const { key, size } of store.list('l/')) expect(size).toBe(key.length);
  });

  test('deleting by prefix takes what is below it and nothing beside it', async () => {
    for (const key of ['d/1-x/a', 'd/1-x/b/c', 'd/1-xy', 'd/2/a']) {
      await store.put(key, Buffer.from('x'), meta);
    }
    expect(await store.deletePrefix('d/1-x/')).toBe(2);
    expect(await keysBelow('d/')).toEqual(['d/1-xy', 'd/2/a']);
    await store.delete('d/2/a');
    expect(await store.find('d/2/a')).toBeUndefined();
    expect(await keysBelow('d/')).toEqual(['d/1-xy']);
  });

  test.each([
    '',
    '/a',
    'a/',
    'a//b',
    '../a',
    'a/../b',
    'a/..',
    '.',
    './a',
    'a\0b',
    'a b',
    'a\\b',
    'a%2fb',
    'kué',
    '@incoming/x',
    'x'.repeat(513),
  ])('%j is no key', async (key) => {
    const refused = { code: 'invalid-input' };
    await expect(store.put(key, Buffer.from('x'), meta)).rejects.toMatchObject(refused);
    await expect(async () => store.find(key)).rejects.toMatchObject(refused);
    await expect(async () => store.read(key)).rejects.toMatchObject(refused);
    await expect(store.delete(key)).rejects.toMatchObject(refused);
  });

  test.each(['', '/', '../', 'a//', 'é/'])('%j is no prefix', async (prefix) => {
    await expect(keysBelow(prefix)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(store.deletePrefix(prefix)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('the local driver', () => {
  const scope = new Scope('test', silentLog);
  afterAll(() => scope.close('done'));

  // S3 promises it too; the stand-in for it writes all bodies into one file.
  test('the same key written by many at once ends as one of them, whole', async () => {
    const store = await openLocalObjectStore(await makeFolder(scope));
    const bodies = Array.from({ length: 8 }, (_, i) => Buffer.alloc(50_000, i));
    await Promise.all(bodies.map((body) => store.put('raced/object', body, meta)));
    const stored = await buffer((await store.read('raced/object'))!.body);
    expect(bodies.some((body) => body.equals(stored))).toBe(true);
  });

  test('survives reopening, and sweeps what a crash left behind', async () => {
    const folder = await makeFolder(scope);
    const { etag } = await (
      await openLocalObjectStore(folder)
    ).put('episodes/a', Buffer.from('content'), meta);
    await writeFile(path.join(folder, '@incoming', 'half-written'), 'half');

    const again = await openLocalObjectStore(folder);
    expect(await readdir(path.join(folder, '@incoming'))).toEqual([]);
    expect(await again.find('episodes/a')).toMatchObject({ etag, ...meta });
  });

  test('says so when the disk has damaged an object', async () => {
    const folder = await makeFolder(scope);
    const store = await openLocalObjectStore(folder);
    await store.put('a', Buffer.from('content'), meta);
    await writeFile(path.join(folder, 'a@'), 'con');
    await expect(store.find('a')).rejects.toThrow('damaged');
  });

  // The stand-in for MinIO does neither of the next two as S3 promises them.
  test('reading goes on undisturbed while the object is replaced', async () => {
    const store = await openLocalObjectStore(await makeFolder(scope));
    const old = randomBytes(2_000_000);
    await store.put('a', old, meta);
    const reading = await store.read('a');
    await store.put('a', Buffer.from('new'), meta);
    expect((await buffer(reading!.body)).equals(old)).toBe(true);
  });

  test('lists in the order of whole keys, where a key may also be a folder', async () => {
    const store = await openLocalObjectStore(await makeFolder(scope));
    const keys = ['l/a', 'l/a-b', 'l/a.b', 'l/a/b', 'l/a0'];
    for (const key of keys.toReversed()) await store.put(key, Buffer.from(key), meta);
    const listed: string[] = [];
    for await (const { key } of store.list('l/a')) listed.push(key);
    expect(listed).toEqual(keys);
  });

  test('leaves no empty folders', async () => {
    const folder = await makeFolder(scope);
    const store = await openLocalObjectStore(folder);
    await store.put('a/b/c/d', Buffer.from('x'), meta);
    await store.delete('a/b/c/d');
    expect(await readdir(folder)).toEqual(['@incoming']);
  });
});
