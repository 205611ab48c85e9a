import http, { IncomingMessage } from 'node:http';
import https from 'node:https';
import { Client } from 'minio';
import { AppError } from './app-error.ts';
import type { Logger } from './log.ts';
import { toBodyStream } from './object-body.ts';
import { requireObjectKey, requireObjectPrefix } from './object-key.ts';
import type { ByteRange, ObjectInfo, ObjectStore } from './object-store.ts';
import { codeOfS3, translateS3Error } from './s3-errors.ts';
import { putInParts } from './s3-upload.ts';
import { createS3Versions } from './s3-versions.ts';

export type MinioSettings = {
  endpoint: string;
  bucket: string;
  region: string;
  accessKey: string;
  secretKey: string;
};

/** How long the server may take to begin its answer. A body then takes as long as its reader. */
const answerMs = 30_000;

/**
 * Objects in a bucket of any S3 server, addressed by path (`endpoint/bucket/key`), which MinIO needs no DNS for.
 * Opening never waits for the server: rooms work without it, and the bucket is made once it answers.
 */
export function openMinioObjectStore(settings: MinioSettings, log: Logger): ObjectStore {
  const client = connect(settings);
  const { bucket } = settings;
  const versions = createS3Versions(client, bucket, log);

  let bucketReady: Promise<void> | undefined;
  /** Makes the bucket if it is missing. Asked once; again after a failure. */
  function ensureBucket(): Promise<void> {
    bucketReady ??= makeBucket(client, settings).catch((error: unknown) => {
      bucketReady = undefined;
      throw error;
    });
    return bucketReady;
  }
  ensureBucket().catch((error: unknown) => {
    log.warn({ err: error, endpoint: settings.endpoint }, 'object store does not answer yet');
  });

  const find = (key: string): Promise<ObjectInfo | undefined> => {
    requireObjectKey(key);
    return unlessMissing(async () => {
      const { size, etag, lastModified, metaData } = await client.statObject(bucket, key);
      const meta = metaData as Record<string, string | undefined>;
      return toInfo(key, { ...meta, etag, 'last-modified': lastModified.toISOString() }, size);
    });
  };

  async function* list(prefix: string): AsyncGenerator<{ key: string; size: number }> {
    requireObjectPrefix(prefix);
    try {
      for await (const item of client.listObjectsV2(bucket, prefix, true)) {
        const { name, size } = item as { name?: string; size: number };
        if (name !== undefined) yield { key: name, size };
      }
    } catch (error) {
      if (codeOfS3(error) !== 'NoSuchBucket') throw translateS3Error(error);
    }
  }

  return {
    async put(key, body, meta, signal) {
      requireObjectKey(key);
      signal?.throwIfAborted();
      const headers = { 'Content-Type': meta.contentType, 'Cache-Control': meta.cacheControl };
      try {
        await ensureBucket();
        await putInParts(client, {
          bucket,
          key,
          headers,
          body: toBodyStream(body, signal),
          signal,
        });
      } catch (error) {
        throw translateS3Error(error);
      }
      const info = await find(key);
      if (!info) throw new AppError('unavailable', 'The object store lost what it was given.');
      return info;
    },

    find,

    read(key, range) {
      requireObjectKey(key);
      return unlessMissing(async () => {
        const { start, length } = toOffset(range);
        const body = await client.getPartialObject(bucket, key, start, length);
        // One request instead of two: the answer's own headers describe the object its bytes belong to.
        if (!(body instanceof IncomingMessage))
          throw new Error('minio no longer answers with its response');
        const total =
          body.headers['content-range']?.split('/')[1] ?? body.headers['content-length'];
        const headers = body.headers as Record<string, string | undefined>;
        return { info: toInfo(key, headers, Number(total)), body };
      });
    },

    list,

    async delete(key) {
      requireObjectKey(key);
      await unlessMissing(async () => {
        const all = await versions.deleteAll({ key });
        if (all === undefined) await client.removeObject(bucket, key);
      });
    },

    async deletePrefix(prefix) {
      requireObjectPrefix(prefix);
      const all = await unlessMissing(() => versions.deleteAll({ prefix }));
      if (all !== undefined) return all;
      const keys: string[] = [];
      for await (const { key } of list(prefix)) keys.push(key);
      // One by one: not every S3 server can delete many in one request, and nobody waits for this.
      for (const key of keys) await unlessMissing(() => client.removeObject(bucket, key));
      return keys.length;
    },
  };
}

function connect({ endpoint, region, accessKey, secretKey }: MinioSettings): Client {
  const url = new URL(endpoint);
  const secure = url.protocol === 'https:';
  const { request } = secure ? https : http;
  return new Client({
    endPoint: url.hostname,
    port: Number(url.port) || (secure ? 443 : 80),
    useSSL: secure,
    pathStyle: true,
    region,
    accessKey,
    secretKey,
    // Its own retries print to the console; what calls us retries with a plan.
    retryOptions: { disableRetry: true },
    transport: {
      request: ((options: http.RequestOptions, onResponse: (res: IncomingMessage) => void) => {
        const sent = request(options, (response) => {
          sent.setTimeout(0);
          onResponse(response);
        });
        sent.setTimeout(answerMs, () => sent.destroy(new Error('no answer in time')));
        return sent;
      }) as typeof http.request,
    },
  });
}

async function makeBucket(client: Client, { bucket, region }: MinioSettings): Promise<void> {
  try {
    if (!(await client.bucketExists(bucket))) await client.makeBucket(bucket, region);
  } catch (error) {
    // Two of us started at once, and the other was first.
    if (codeOfS3(error) !== 'BucketAlreadyOwnedByYou') throw translateS3Error(error);
  }
}

/** minio's way to say a range: a length of 0 means "to the end". */
function toOffset(range: ByteRange | undefined): { start: number; length: number } {
  if (!range) return { start: 0, length: 0 };
  const length = range.end - range.start + 1;
  if (length <= 0)
    throw new AppError('invalid-input', 'The range holds no byte of the object.');
  return { start: range.start, length };
}

function toInfo(
  key: string,
  headers: Record<string, string | undefined>,
  size: number,
): ObjectInfo {
  return {
    key,
    size,
    etag: `"${(headers['etag'] ?? '').replaceAll('"', '')}"`,
    lastModified: new Date(headers['last-modified'] ?? 0),
    contentType: headers['content-type'] ?? 'application/octet-stream',
    cacheControl: headers['cache-control'] ?? 'no-cache',
  };
}

async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (['NoSuchKey', 'NotFound', 'NoSuchBucket'].includes(codeOfS3(error))) return undefined;
    throw translateS3Error(error);
  }
}
