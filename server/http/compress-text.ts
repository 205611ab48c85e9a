import compression from 'compression';
import type { RequestHandler } from 'express';

const text =
  /^(text\/|image\/svg\+xml|application\/(json|javascript|xml|rss\+xml|manifest\+json))/i;

/** Compresses pages and answers. Media is left alone: its routes know what may be compressed and what is cut in ranges. */
export function compressText(): RequestHandler {
  return compression({
    filter: (req, res) =>
      !req.originalUrl.startsWith('/media/') &&
      text.test(String(res.getHeader('Content-Type'))),
  });
}
