import type { ErrorCode, WireError } from '../protocol/errors.ts';
import type { Logger } from './log.ts';

/** A failure we foresaw. Its message is safe to show and says what to do; anything else is a bug or an outage. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Which input was wrong, by field path ("title", "cover"), where there is one. */
  readonly fields: Readonly<Record<string, string>> | undefined;
  /** For `too-many`: when trying again makes sense. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options?: ErrorOptions & { fields?: Record<string, string>; retryAfterMs?: number },
  ) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.fields = options?.fields;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** It was there, and is not any more: waiting brings nothing back. */
export const isGone = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'gone';

/** Something else is there already: trying again ends the same way. */
export const isConflict = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'conflict';

/** Turns any thrown value into what a client may see, and logs what it may not. */
export function toWireError(error: unknown, log: Logger): WireError {
  if (error instanceof AppError) {
    log.debug({ err: error }, 'request refused');
    return {
      code: error.code,
      message: error.message,
      ...(error.fields ? { fields: error.fields } : {}),
    };
  }
  log.error({ err: error }, 'request failed');
  return {
    code: 'internal',
    message: 'Something went wrong on our side. Try again in a moment.',
  };
}
