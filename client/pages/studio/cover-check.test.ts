import { expect, test } from 'vitest';
import { coverProblem } from './cover-check.ts';

const good = { type: 'image/jpeg', bytes: 500_000, size: { width: 1400, height: 1400 } };

test('a square JPEG of the least size is fine', () => {
  expect(coverProblem(good)).toBeUndefined();
});

test.each([
  ['another type', { type: 'image/webp' }, 'cover.wrongType'],
  ['too many bytes', { bytes: 20 * 1024 * 1024 + 1 }, 'cover.tooHeavy'],
  ['not square', { size: { width: 1400, height: 1401 } }, 'cover.notSquare'],
  ['too small', { size: { width: 1399, height: 1399 } }, 'cover.tooSmall'],
  ['too big', { size: { width: 6001, height: 6001 } }, 'cover.tooBig'],
])('%s is refused with its reason', (_case, change, key) => {
  expect(coverProblem({ ...good, ...change })?.key).toBe(key);
});

test('what does not open as a picture is refused', () => {
  expect(coverProblem({ type: 'image/png', bytes: 10 })?.key).toBe('cover.notAnImage');
});
