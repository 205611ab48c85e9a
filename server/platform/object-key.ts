import { AppError } from './app-error.ts';

const maxLength = 512;
/** No empty segments, so no leading, trailing or double slash. */
const shape = /^[a-zA-Z0-9._-]+(\/[a-zA-Z0-9._-]+)*$/;

/** Whether a text may name an object: slash-separated ASCII without `.` and `..` as segments. */
export function isObjectKey(text: string): boolean {
  return (
    text.length <= maxLength &&
    shape.test(text) &&
    text.split('/').every((segment) => segment !== '.' && segment !== '..')
  );
}

/** Throws `invalid-input` for what is not a key. Both drivers call it first, in every method. */
export function requireObjectKey(key: string): void {
  if (!isObjectKey(key)) {
    throw new AppError(
      'invalid-input',
      `Not an object key: ${JSON.stringify(key.slice(0, 80))}`,
    );
  }
}

/** A prefix is the beginning of a key, with or without a slash at its end. Never empty: that would mean everything. */
export function requireObjectPrefix(prefix: string): void {
  requireObjectKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix);
}
