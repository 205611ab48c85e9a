import { z } from 'zod';
import type { ErrorCode } from '../../server/protocol/errors.ts';
import { WireError } from '../../server/protocol/errors.ts';

/** A request that did not succeed. `network`: no answer came at all, or one that is not ours. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode | 'network';
  /** What was wrong with which field of the form, by field path, in the server's words. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode | 'network',
    message: string,
    options?: ErrorOptions & { fields?: Readonly<Record<string, string>> | undefined },
  ) {
    super(message, options);
    this.code = code;
    this.fields = options?.fields ?? {};
  }
}

const ErrorAnswer = z.object({ error: WireError });

/** Statuses that a proxy in front of us may answer with, without a body of ours. */
const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'not-found',
  410: 'gone',
  413: 'too-large',
  429: 'too-many',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** Reads a refusal; a body that is not ours is judged by its status alone. */
export function toApiError(status: number, body: unknown): ApiError {
  const answer = ErrorAnswer.safeParse(body);
  if (answer.success) {
    const { code, message, fields } = answer.data.error;
    return new ApiError(code, message, { fields });
  }
  return new ApiError(codeOfStatus[status] ?? 'internal', `HTTP status ${status}`);
}

/** The code to look up in the `errors` catalogue, for anything that was thrown. */
export function errorCodeOf(error: unknown): ErrorCode | 'network' {
  return error instanceof ApiError ? error.code : 'internal';
}
