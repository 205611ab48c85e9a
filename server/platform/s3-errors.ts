import { AppError } from './app-error.ts';

/** MinIO's, when its disks are full. */
export const storageFull = 'XMinioStorageFull';

/** Refusals that say "not now" rather than "not so". */
const passing = new Set([
  'InternalError',
  'ServiceUnavailable',
  'SlowDown',
  storageFull,
  'XMinioServerNotInitialized',
]);

/** S3's own name for what went wrong, or '' for anything else. */
export function codeOfS3(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

/**
 * Turns what minio throws into what our callers know: a server that is away, overloaded or out of space is
 * `unavailable`; a range without bytes is `invalid-input`; the rest (wrong key, no permission) is a matter of
 * settings and rises as it is.
 */
export function translateS3Error(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  if (error.name === 'AbortError') return error;
  const code = codeOfS3(error);
  if (code === 'InvalidRange') {
    return new AppError('invalid-input', 'The range holds no byte of the object.', {
      cause: error,
    });
  }
  if (passing.has(code) || isConnectionError(error)) {
    return new AppError('unavailable', 'The object store is away. Try again in a moment.', {
      cause: error,
    });
  }
  return error;
}

/** Node's system errors (ECONNREFUSED, ENOTFOUND, EPIPE …), our time limit, and minio's plain errors for 5xx. */
function isConnectionError(error: Error): boolean {
  return (
    /^E[A-Z_]+$/.test(codeOfS3(error)) ||
    /no answer in time|socket hang up|aborted|Retryable HTTP status/.test(error.message)
  );
}
