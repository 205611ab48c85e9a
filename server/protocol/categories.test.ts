import { expect, test } from 'vitest';
import { isCategory } from './categories.ts';

test.each([
  ['Arts', undefined, true],
  ['Arts', 'Books', true],
  ['Religion & Spirituality', 'Islam', true],
  ['arts', undefined, false],
  ['Arts', 'books', false],
  ['Arts', 'Politics', false],
  ['Technology', 'Books', false],
  ['constructor', undefined, false],
  ['__proto__', undefined, false],
])('%s > %s: %s', (category, subcategory, valid) => {
  expect(isCategory(category, subcategory)).toBe(valid);
});
