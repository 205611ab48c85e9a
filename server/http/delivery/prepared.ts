import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { encodedEtag, isNotModified, type Validators } from './conditions.ts';

/** Below this a compressed answer saves nothing worth its header. */
const minCompressedBytes = 300;

type Encoding = 'br' | 'gzip';
const compress: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  gzip: (body) => promisify(gzip)(body, { level: 9 }),
  br: (body) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
};

/** An answer that is ready to be sent as often as it is asked for. */
export type Prepared = Validators & {
  contentType: string;
  cacheControl: string;
  body: Buffer;
  /** The same, compressed once, best first. Empty where that does not pay. */
  compressed: readonly { encoding: Encoding; body: Buffer }[];
};

/** Whether compressing this type pays. Sound, pictures and fonts are compressed already. */
export function isCompressible(contentType: string): boolean {
  return /^(text\/|application\/(json|javascript|manifest\+json|rss\+xml|xml|vnd\.apple\.mpegurl|x-mpegurl)|image\/svg\+xml|[^;]+\+(json|xml))/i.test(
    contentType,
  );
}

/**
 * Compresses once. Brotli is smaller but takes long at its best, so it is for what lasts: the application's files.
 */
export async function prepare(
  answer: Omit<Prepared, 'compressed'>,
  encodings: readonly Encoding[] = ['gzip'],
): Promise<Prepared> {
  const { body, contentType } = answer;
  if (body.length < minCompressedBytes || !isCompressible(contentType)) {
    return { ...answer, compressed: [] };
  }
  const compressed = await Promise.all(
    encodings.map(async (encoding) => ({ encoding, body: await compress[encoding](body) })),
  );
  return { ...answer, compressed: compressed.filter((copy) => copy.body.length < body.length) };
}

/** Answers GET and HEAD: compressed where the client takes it, 304 where it holds the same already. */
export function sendPrepared(req: Request, res: Response, prepared: Prepared): void {
  const { compressed, contentType, cacheControl, etag, lastModified } = prepared;
  const copy = compressed.find(({ encoding }) => req.acceptsEncodings(encoding) === encoding);
  const { body } = copy ?? prepared;
  res.setHeader('ETag', copy ? encodedEtag(etag, copy.encoding) : etag);
  res.setHeader('Last-Modified', lastModified.toUTCString());
  res.setHeader('Cache-Control', cacheControl);
  if (compressed.length > 0) res.vary('Accept-Encoding');
  if (isNotModified(req.headers, prepared)) {
    res.status(304).end();
    return;
  }
  res.setHeader('Content-Type', contentType);
  if (copy) res.setHeader('Content-Encoding', copy.encoding);
  res.setHeader('Content-Length', body.length);
  res.status(200).end(req.method === 'HEAD' ? undefined : body);
}
