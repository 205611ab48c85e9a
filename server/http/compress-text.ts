import compression from 'compression';
import type { RequestHandler } from 'express';

/** Media is compressed already, and ranges of it must be byte-exact. */
const text =
  /^(text\/|application\/(json|javascript|rss\+xml|xml|manifest\+json|vnd\.apple\.mpegurl|x-mpegurl|json\+chapters)|image\/svg\+xml)/i;

export function compressText(): RequestHandler {
  return compression({
    filter: (_req, res) =>
      res.statusCode !== 206 && text.test(String(res.getHeader('Content-Type'))),
  });
}
