import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError, toWireError } from '../platform/app-error.ts';
import type { Logger } from '../platform/log.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { requestLog } from './request-log.ts';

export const httpStatus = {
  'invalid-input': 400,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  forbidden: 403,
  'not-found': 404,
  'not-joined': 409,
  conflict: 409,
  'consent-needed': 409,
  removed: 403,
  locked: 423,
  'stage-full': 409,
  'room-moved': 409,
  gone: 410,
  deleted: 410,
  'takes-deleted': 410,
  'taken-out': 409,
  'too-large': 413,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** For what no router took. */
export const answerNotFound: RequestHandler = () => {
  throw new AppError('not-found', 'There is nothing at this address.');
};

/** The last handler: every failure becomes `{ error: WireError }` with its status, and bugs become a log line. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    const error = toAppError(thrown);
    const answer = toWireError(error, requestLog(log, req, res));
    if (res.headersSent) {
      // Half an answer is out: breaking the connection is the only honest end.
      next(thrown);
      return;
    }
    if (error instanceof AppError && error.retryAfterMs !== undefined) {
      res.set('Retry-After', String(Math.max(1, Math.ceil(error.retryAfterMs / 1000))));
    }
    res.status(httpStatus[answer.code]).set('Cache-Control', 'no-store');
    res.json({ error: answer });
  };
}

/** Express and its body parsers say what a client did wrong with a status; the rest rises as it is. */
function toAppError(thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return thrown;
  const status = (thrown as { status?: unknown }).status;
  if (status === 413) {
    return new AppError('too-large', 'This is larger than we take.', { cause: thrown });
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new AppError('invalid-input', 'The request could not be read.', { cause: thrown });
  }
  return thrown;
}
