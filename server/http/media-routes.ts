import { pipeline } from 'node:stream/promises';
import express, { type Request, type Response, type Router } from 'express';
import { AppError } from '../platform/app-error.ts';
import type { Logger } from '../platform/log.ts';
import { isObjectKey } from '../platform/object-key.ts';
import type { ByteRange, ObjectInfo, ObjectStore } from '../platform/object-store.ts';
import { parseRange } from './delivery/byte-range.ts';
import { isNotModified, rangeApplies } from './delivery/conditions.ts';
import { attachmentHeader } from './delivery/content-disposition.ts';
import { MediaCache } from './delivery/media-cache.ts';
import { isCompressible, sendPrepared } from './delivery/prepared.ts';

/** Only what is published is served; nothing else that may ever be stored has an address. */
const servedPrefixes = ['episodes/', 'covers/', 'slides/', 'sounds/'];

type Options = { store: ObjectStore; log: Logger };

/**
 * Published media for browsers and podcast apps of any origin, under addresses that never expire: mounted at /media,
 * the rest of the address is the object's key. Must stand before any middleware that compresses: a range of a compressed file is of no use.
 */
export function createMediaRoutes({ store, log }: Options): Router {
  const cache = new MediaCache(store);
  const router = express.Router();

  router.use((req, res, next) => {
    allowEveryOrigin(res);
    if (req.method === 'OPTIONS') {
      res.status(204).end();
    } else if (req.method === 'GET' || req.method === 'HEAD') {
      send(req, res).catch(next);
    } else {
      res.setHeader('Allow', 'GET, HEAD, OPTIONS');
      res.status(405).end();
    }
  });
  return router;

  async function send(req: Request, res: Response): Promise<void> {
    const key = toKey(req.path);
    const object = key === undefined ? undefined : await cache.find(key);
    if (!object) throw new AppError('not-found', 'There is nothing at this address.');
    const { info, memory } = object;

    res.setHeader('Accept-Ranges', 'bytes');
    if (typeof req.query['download'] === 'string') {
      res.setHeader('Content-Disposition', attachmentHeader(req.query['download'], info.key));
    }
    if (isCompressible(info.contentType)) res.vary('Accept-Encoding');

    const range = rangeOf(req, info);
    if (range === 'unsatisfiable') {
      res.setHeader('Content-Range', `bytes */${info.size}`);
      res.status(416).end();
    } else if (memory && range === 'whole') {
      sendPrepared(req, res, { ...info, ...memory });
    } else if (memory && range !== 'whole') {
      startAnswer(res, info, range);
      res.end(memory.body.subarray(range.start, range.end + 1));
    } else if (isNotModified(req.headers, info)) {
      describe(res, info);
      res.status(304).end();
    } else if (req.method === 'HEAD') {
      startAnswer(res, info, undefined);
      res.end();
    } else {
      await stream(res, info, range === 'whole' ? undefined : range);
    }
  }

  /** Sends a large object, or a part of it, as it is read. A client that goes away ends the reading. */
  async function stream(
    res: Response,
    info: ObjectInfo,
    range: ByteRange | undefined,
  ): Promise<void> {
    const object = await store.read(info.key, range);
    if (object?.info.etag !== info.etag) {
      // Deleted or replaced since we looked. The client asks again and then gets the truth.
      object?.body.destroy();
      cache.forget(info.key);
      throw new AppError('unavailable', 'This has just changed. Try again.');
    }
    startAnswer(res, info, range);
    try {
      await pipeline(object.body, res);
    } catch (error) {
      // Headers are gone, so the connection is cut: the client sees that bytes are missing.
      const left = (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
      if (!left) log.warn({ err: error, key: info.key }, 'sending an object failed');
      res.destroy();
    }
  }
}

/** The key an address names; undefined when it cannot be one of ours. */
function toKey(path: string): string | undefined {
  // Keys are plain ASCII, so an address of ours has nothing to decode.
  const key = path.slice(1);
  return isObjectKey(key) && servedPrefixes.some((prefix) => key.startsWith(prefix))
    ? key
    : undefined;
}

function rangeOf(req: Request, info: ObjectInfo): ReturnType<typeof parseRange> {
  // RFC 9110: a range means something for GET alone, and preconditions come first.
  if (req.method !== 'GET' || isNotModified(req.headers, info)) return 'whole';
  if (!rangeApplies(req.get('If-Range'), info)) return 'whole';
  return parseRange(req.get('Range'), info.size);
}

function describe(res: Response, info: ObjectInfo): void {
  res.setHeader('ETag', info.etag);
  res.setHeader('Last-Modified', info.lastModified.toUTCString());
  res.setHeader('Cache-Control', info.cacheControl);
}

function startAnswer(res: Response, info: ObjectInfo, range: ByteRange | undefined): void {
  describe(res, info);
  res.setHeader('Content-Type', info.contentType);
  res.setHeader('Content-Length', range ? range.end - range.start + 1 : info.size);
  if (range) res.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${info.size}`);
  res.status(range ? 206 : 200);
}

function allowEveryOrigin(res: Response): void {
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader('Access-Control-Expose-Headers', 'Content-Length, Content-Range, ETag');
  res.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, OPTIONS');
  res.setHeader('Access-Control-Allow-Headers', 'Range, If-Range, If-None-Match');
  res.setHeader('Access-Control-Max-Age', '86400');
  // Other sites may embed what any podcast app may fetch.
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  res.setHeader('X-Content-Type-Options', 'nosniff');
}
