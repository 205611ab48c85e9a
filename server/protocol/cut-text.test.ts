import { expect, test } from 'vitest';
import { cutText } from './cut-text.ts';

const family = '👨‍👩‍👧';

test.each([
  ['Bab', 3, 'Bab'],
  ['Bab satu', 3, 'Bab'],
  ['ab🎧', 3, 'ab'],
  ['ab🎧c', 4, 'ab🎧'],
  [`a${family}b`, 5, 'a'],
  [`a${family}b`, 1 + family.length, `a${family}`],
  ['Zoe\u0308', 3, 'Zo'],
  ['', 0, ''],
])('%j cut to %d is %j', (text, most, expected) => {
  expect(cutText(text, most)).toBe(expected);
});
