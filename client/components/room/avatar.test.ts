import { expect, test } from 'vitest';
import { initialsOf } from './avatar.tsx';

test.each([
  ['Siti Nurhaliza Putri', 'SP'],
  ['budi', 'B'],
  ['  Ani   Wijaya ', 'AW'],
  ['👩‍🏫 Guru', '👩‍🏫G'],
  ['', '?'],
])('the initials of "%s" are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
