import { expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

test.each([
  [null, '/studio'],
  ['/studio/sessions/abc?x=1', '/studio/sessions/abc?x=1'],
  ['/a/klub', '/a/klub'],
  ['//evil.example', '/studio'],
  ['https://evil.example', '/studio'],
  ['/\\evil.example', '/studio'],
])('%s leads to %s', (wanted, expected) => {
  expect(returnPath(wanted)).toBe(expected);
});
