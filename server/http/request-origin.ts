import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';

/** What a Host header may be: a name or address, and a port. Anything else never reaches a page or a link. */
const Host = z.string().regex(/^([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?$/);
const OriginHeader = z.string().max(300);

/** Where the browser believes it is, as told by proxies we trust. Undefined for a Host header that cannot be one. */
export function ownOrigin(req: Request): string | undefined {
  const host = Host.safeParse(req.host);
  return host.success ? `${req.protocol}://${host.data.toLowerCase()}` : undefined;
}

/** The origin to make links with: the configured one, or the one the browser used. */
export function linkOrigin(req: Request, publicOrigin: string | undefined): string {
  const origin = publicOrigin ?? ownOrigin(req);
  if (!origin) throw new AppError('invalid-input', 'The Host header is not one.');
  return origin;
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site's page asks for: browsers say truthfully where a request comes from. Together
 * with JSON-only bodies and SameSite cookies this is our protection against forged requests.
 */
export function requireSameOrigin(publicOrigin: string | undefined): RequestHandler {
  return (req, _res, next) => {
    if (reading.has(req.method)) {
      next();
      return;
    }
    const origin = OriginHeader.safeParse(req.headers.origin);
    const site = req.headers['sec-fetch-site'];
    const expected = [publicOrigin, ownOrigin(req)];
    if (
      !origin.success ||
      !expected.includes(origin.data) ||
      (site !== undefined && site !== 'same-origin')
    ) {
      throw new AppError('forbidden', 'This request did not come from one of our pages.');
    }
    next();
  };
}
