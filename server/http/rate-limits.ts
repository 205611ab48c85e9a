import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore, rateLimit } from 'express-rate-limit';
import { AppError } from '../platform/app-error.ts';
import type { Scope } from '../platform/scope.ts';

/** API requests a minute from one address. */
export type RateLimits = {
  /** A whole library shares one address, and everyone opens the page when the session begins. */
  reading: number;
  changing: number;
};

export const defaultRateLimits: RateLimits = { reading: 3000, changing: 240 };

const windowMs = 60_000;
const isReading = ({ method }: Request): boolean =>
  method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/** Bounds what one address can ask of the API. Memory is bounded too: counts live for a minute or two. */
export function limitRates(limits: RateLimits, scope: Scope): RequestHandler[] {
  const limit = (max: number, skip: (req: Request) => boolean): RequestHandler => {
    const store = new MemoryStore();
    scope.defer('rate limits', () => store.shutdown());
    return rateLimit({
      windowMs,
      limit: max,
      store,
      skip,
      standardHeaders: false,
      legacyHeaders: false,
      keyGenerator: (req) => ipKeyGenerator(req.ip ?? ''),
      // Its advice about proxies is for those who have not set them up; ours are a setting.
      validate: false,
      handler: () => {
        throw new AppError('too-many', 'Too many requests. Try again in a minute.', {
          retryAfterMs: windowMs,
        });
      },
    });
  };
  return [
    limit(limits.reading, (req) => !isReading(req)),
    limit(limits.changing, (req) => isReading(req)),
  ];
}
