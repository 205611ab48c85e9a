import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../platform/log.ts';

const header = 'X-Request-Id';

/**
 * Gives each request an id, which the answer carries, and logs it when it has been answered. Queries and headers are
 * left out: they carry tokens.
 */
export function logRequests(log: Logger): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    res.set(header, randomBytes(9).toString('base64url'));
    const path = req.path;
    res.on('close', () => {
      const ms = Math.round(performance.now() - startedAt);
      const facts = { method: req.method, path, status: res.statusCode, ms };
      requestLog(log, req, res).debug(
        res.writableFinished ? facts : { ...facts, aborted: true },
        'request answered',
      );
    });
    next();
  };
}

/** A log whose lines name the request. */
export function requestLog(log: Logger, req: Request, res: Response): Logger {
  return log.child({ requestId: res.get(header), method: req.method, path: req.path });
}
