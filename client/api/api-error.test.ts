import { expect, test } from 'vitest';
import { ErrorCode } from '../../server/protocol/errors.ts';
import { errors } from '../i18n/id/errors.ts';
import { ApiError, errorCodeOf, toApiError } from './api-error.ts';

test('a refusal keeps its code and says which fields were wrong', () => {
  const error = toApiError(422, {
    error: { code: 'invalid-input', message: 'no', fields: { title: 'too long' } },
  });
  expect(error).toMatchObject({ code: 'invalid-input', fields: { title: 'too long' } });
});

test.each([
  ['a proxy that cannot reach us', 502, '<html>', 'unavailable'],
  ['a limit set in front of us', 429, undefined, 'too-many'],
  ['a body too large for the proxy', 413, null, 'too-large'],
  ['a code we do not know', 400, { error: { code: 'teapot', message: '' } }, 'internal'],
])('%s is judged by its status', (_case, status, body, code) => {
  expect(toApiError(status, body).code).toBe(code);
});

test('anything thrown has words for it in the catalogue', () => {
  for (const code of [...ErrorCode.options, 'network'] as const) {
    expect(errors[errorCodeOf(new ApiError(code, ''))]).toBeTruthy();
  }
  expect(errorCodeOf(new TypeError('bug'))).toBe('internal');
});
