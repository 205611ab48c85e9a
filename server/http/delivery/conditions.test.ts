import { expect, test } from 'vitest';
import { encodedEtag, isNotModified, rangeApplies } from './conditions.ts';

const ours = { etag: '"abc"', lastModified: new Date('2026-11-28T12:00:00.700Z') };
const sameDate = 'Sat, 28 Nov 2026 12:00:00 GMT';

test.each([
  ['the same etag', { 'if-none-match': '"abc"' }, true],
  ['one of several', { 'if-none-match': '"x", "abc"' }, true],
  ['a weak one', { 'if-none-match': 'W/"abc"' }, true],
  ['that of the compressed copy', { 'if-none-match': '"abc-gzip"' }, true],
  ['any', { 'if-none-match': '*' }, true],
  ['another etag', { 'if-none-match': '"abd"' }, false],
  ['the same date', { 'if-modified-since': sameDate }, true],
  ['an older date', { 'if-modified-since': 'Sat, 28 Nov 2026 11:59:59 GMT' }, false],
  ['a later date', { 'if-modified-since': 'Sat, 28 Nov 2026 12:00:01 GMT' }, false],
  ['no date', { 'if-modified-since': 'yesterday' }, false],
  ['etag wins: changed', { 'if-none-match': '"x"', 'if-modified-since': sameDate }, false],
  ['etag wins: same', { 'if-none-match': '"abc"', 'if-modified-since': 'x' }, true],
  ['nothing', {}, false],
])('not modified: %s', (_case, headers, expected) => {
  expect(isNotModified(headers, ours)).toBe(expected);
});

test.each([
  ['no condition', undefined, true],
  ['the same etag', '"abc"', true],
  ['another etag', '"abd"', false],
  ['a weak etag', 'W/"abc"', false],
  ['the compressed copy', '"abc-gzip"', false],
  ['the same date', sameDate, true],
  ['another date', 'Sat, 28 Nov 2026 12:00:01 GMT', false],
  ['nonsense', 'x', false],
])('a range applies: %s', (_case, ifRange, expected) => {
  expect(rangeApplies(ifRange, ours)).toBe(expected);
});

test('a compressed copy has its own etag', () => {
  expect(encodedEtag('"abc"', 'gzip')).toBe('"abc-gzip"');
});
