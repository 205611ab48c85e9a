import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { openMinioObjectStore } from '../../server/platform/object-store-minio.ts';
import { Scope } from '../../server/platform/scope.ts';
import { freePort } from '../support/free-port.ts';

/** What the S3 server of the contract suite does not check: how requests are signed, addressed and failed. */

type Seen = {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
};
type Answer = (response: ServerResponse, seen: Seen) => void;

const meta = { contentType: 'video/mp4', cacheControl: 'public, max-age=31536000, immutable' };
let scope = new Scope('test', silentLog);
afterEach(async () => {
  await scope.close('done');
  scope = new Scope('test', silentLog);
});

const settings = (port: number) => ({
  endpoint: `http://127.0.0.1:${port}`,
  bucket: 'bucket',
  region: 'ap-southeast-3',
  accessKey: 'AKIAEXAMPLE',
  secretKey: 'secret',
});

async function startStub(answer: Answer) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body });
      answer(response, seen.at(-1)!);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.defer('stub', () => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { seen, store: openMinioObjectStore(settings(port), silentLog) };
}

const ok: Answer = (response, { method }) => {
  response.setHeader('ETag', '"0123456789abcdef0123456789abcdef"');
  response.setHeader('Last-Modified', 'Sat, 28 Nov 2026 12:00:00 GMT');
  if (method === 'HEAD') response.setHeader('Content-Length', '7');
  response.end();
};

const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');

test('a put is signed with Signature Version 4, over its content, by path', async () => {
  const { seen, store } = await startStub(ok);
  await store.put('episodes/a/seg_1.m4s', Buffer.from('content'), meta);

  const put = seen.find(({ method }) => method === 'PUT')!;
  expect(put.url).toBe('/bucket/episodes/a/seg_1.m4s');
  expect(put.headers.host).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(put.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/ap-southeast-3\/s3\/aws4_request, ?SignedHeaders=[a-z0-9;-]+, ?Signature=[0-9a-f]{64}$/,
  );
  const signed = /SignedHeaders=([^,]+)/.exec(put.headers.authorization!)![1]!.split(';');
  expect(signed).toEqual(
    expect.arrayContaining(['host', 'x-amz-content-sha256', 'x-amz-date']),
  );
  expect(put.headers['x-amz-content-sha256']).toBe(sha256(put.body));
  expect(put.headers['x-amz-date']).toMatch(/^\d{8}T\d{6}Z$/);
  expect(put.headers['content-type']).toBe(meta.contentType);
  expect(put.headers['cache-control']).toBe(meta.cacheControl);
  expect(put.headers['content-length']).toBe('7');
  expect(JSON.stringify(seen.map(({ url, headers }) => [url, headers]))).not.toContain(
    '"secret"',
  );
});

test('a large put is a multipart upload whose parts are signed and completed in order', async () => {
  const { seen, store } = await startStub((response, request) => {
    if (request.url.endsWith('?uploads')) {
      response.end(
        '<InitiateMultipartUploadResult><UploadId>upload.1</UploadId></InitiateMultipartUploadResult>',
      );
    } else if (request.method === 'POST') {
      response.end(
        '<CompleteMultipartUploadResult><Location>x</Location><ETag>"e-2"</ETag></CompleteMultipartUploadResult>',
      );
    } else {
      ok(response, request);
    }
  });
  await store.put('large', Buffer.alloc(17 * 1024 * 1024, 1), meta);

  const parts = seen.filter(({ url }) => url.includes('partNumber'));
  expect(parts.map(({ url }) => url)).toEqual([
    '/bucket/large?uploadId=upload.1&partNumber=1',
    '/bucket/large?uploadId=upload.1&partNumber=2',
  ]);
  for (const { headers, body } of parts) {
    expect(headers['x-amz-content-sha256']).toBe(sha256(body));
  }
  const started = seen.find(({ url }) => url.endsWith('?uploads'))!;
  expect(started.headers['content-type']).toBe(meta.contentType);
  expect(started.headers['cache-control']).toBe(meta.cacheControl);
  const completed = seen.find(
    ({ method, url }) => method === 'POST' && url.includes('uploadId='),
  )!;
  const numbers = [...completed.body.toString().matchAll(/<PartNumber>(\d+)</g)];
  expect(numbers.map(([, number]) => number)).toEqual(['1', '2']);
});

test('a multipart upload that fails is aborted', async () => {
  const { seen, store } = await startStub((response, request) => {
    if (request.url.endsWith('?uploads')) {
      response.end(
        '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>',
      );
    } else if (request.url.includes('partNumber=2')) {
      response.writeHead(507).end();
    } else if (request.method === 'DELETE') {
      response.writeHead(204).end();
    } else {
      ok(response, request);
    }
  });
  await expect(store.put('large', Buffer.alloc(17 * 1024 * 1024), meta)).rejects.toThrow();
  expect(seen.at(-1)).toMatchObject({ method: 'DELETE', url: '/bucket/large?uploadId=u' });
});

test('a range is asked for as one, and told from one answer', async () => {
  const { seen, store } = await startStub((response, request) => {
    if (request.method !== 'GET') {
      ok(response, request);
      return;
    }
    response.writeHead(206, {
      ETag: '"0123456789abcdef0123456789abcdef"',
      'Last-Modified': 'Sat, 28 Nov 2026 12:00:00 GMT',
      'Content-Type': 'video/mp4',
      'Content-Range': 'bytes 2-4/100',
      'Content-Length': 3,
    });
    response.end('cde');
  });
  const object = await store.read('episodes/a', { start: 2, end: 4 });
  expect((await buffer(object!.body)).toString()).toBe('cde');
  expect(object!.info).toMatchObject({
    size: 100,
    etag: '"0123456789abcdef0123456789abcdef"',
    contentType: 'video/mp4',
  });
  const gets = seen.filter(({ method }) => method === 'GET');
  expect(gets).toHaveLength(1);
  expect(gets[0]!.headers.range).toBe('bytes=2-4');
});

test('the bucket is made in its region when it is missing', async () => {
  const { seen, store } = await startStub((response, request) => {
    if (request.method === 'HEAD' && /^\/bucket\/?$/.test(request.url)) {
      response.writeHead(404).end();
    } else {
      ok(response, request);
    }
  });
  await store.put('a', Buffer.from('content'), meta);
  const made = seen.find(({ method, url }) => method === 'PUT' && /^\/bucket\/?$/.test(url))!;
  expect(made.body.toString()).toContain('ap-southeast-3');
});

test.each([500, 502, 503])('a server that answers %i is unavailable', async (status) => {
  const { store } = await startStub((response) => response.writeHead(status).end());
  const away = { name: 'AppError', code: 'unavailable' };
  await expect(store.put('a', Buffer.from('x'), meta)).rejects.toMatchObject(away);
  await expect(store.find('a')).rejects.toMatchObject(away);
  await expect(store.read('a')).rejects.toMatchObject(away);
});

test('a server that is away is unavailable, and used again when it is back', async () => {
  const port = await freePort();
  const store = openMinioObjectStore(settings(port), silentLog);
  await expect(store.put('a', Buffer.from('x'), meta)).rejects.toMatchObject({
    code: 'unavailable',
  });
  const server = createServer((request, response) => {
    request.resume();
    ok(response, { method: request.method ?? '', url: '', headers: {}, body: Buffer.alloc(0) });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  scope.defer('server', () => {
    server.closeAllConnections();
    server.close();
  });
  expect(await store.put('a', Buffer.from('content'), meta)).toMatchObject({ size: 7 });
});

test('a wrong key is not "unavailable": it is a setting to mend', async () => {
  const { store } = await startStub((response) => {
    response
      .writeHead(403, { 'Content-Type': 'application/xml' })
      .end('<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>');
  });
  await expect(store.put('a', Buffer.from('x'), meta)).rejects.toMatchObject({
    name: 'S3Error',
  });
});

/** A bucket that keeps versions: one object twice, one that was deleted, and a neighbour. */
async function startVersioned(status: string) {
  const left = new Set(['a/1 v2', 'a/1 v1', 'a/2 mark', 'a/2 v1', 'a/10 v1']);
  const toXml = (one: string): string => {
    const [key, version] = one.split(' ');
    const kind = version === 'mark' ? 'DeleteMarker' : 'Version';
    return `<${kind}><Key>${key}</Key><VersionId>${version}</VersionId><Size>1</Size></${kind}>`;
  };
  const { seen, store } = await startStub((response, { method, url }) => {
    const { pathname, searchParams } = new URL(url, 'http://stub');
    if (searchParams.has('versioning')) {
      response.end(`<VersioningConfiguration>${status}</VersioningConfiguration>`);
    } else if (searchParams.has('versions')) {
      const prefix = searchParams.get('prefix') ?? '';
      const found = [...left].filter((one) => one.startsWith(prefix)).map(toXml);
      response.end(`<ListVersionsResult>${found.join('')}</ListVersionsResult>`);
    } else if (method === 'DELETE') {
      left.delete(`${pathname.replace('/bucket/', '')} ${searchParams.get('versionId')}`);
      response.writeHead(204).end();
    } else {
      response.end('<ListBucketResult><Name>bucket</Name></ListBucketResult>');
    }
  });
  return { seen, store, left };
}

test.each(['Enabled', 'Suspended'])(
  'where a bucket keeps versions, all of them go with an object: %s',
  async (status) => {
    const { store, left } = await startVersioned(`<Status>${status}</Status>`);
    await store.delete('a/1');
    expect([...left]).toEqual(['a/2 mark', 'a/2 v1', 'a/10 v1']);
    expect(await store.deletePrefix('a/')).toBe(3);
    expect(await store.deletePrefix('a/')).toBe(0);
    expect([...left]).toEqual([]);
  },
);

test('where it keeps none, nobody asks for versions', async () => {
  const { store, seen } = await startVersioned('');
  await store.delete('a/1');
  expect(await store.deletePrefix('a/')).toBe(0);
  expect(seen.filter(({ url }) => url.includes('versioning'))).toHaveLength(1);
  expect(seen.filter(({ url }) => url.includes('versions'))).toEqual([]);
  expect(seen.some(({ method, url }) => method === 'DELETE' && url.endsWith('/a/1'))).toBe(
    true,
  );
});
