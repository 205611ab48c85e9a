import { expect, test } from 'vitest';
import { readHeldWords } from './held-word-lines.ts';

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `kata ${index}`).join('\n');

test('one word a line, without empty ones', () => {
  expect(readHeldWords(' kasar \n\n tai kucing\n')).toEqual({ words: ['kasar', 'tai kucing'] });
});

test('a line that is too long is named as it stands in the field', () => {
  const word = 'a'.repeat(41);
  expect(readHeldWords(`kasar\n\n${word}`).problem).toEqual({ kind: 'long', line: 3, word });
  expect(readHeldWords('a'.repeat(40)).problem).toBeUndefined();
});

test('of too many lines the first that does not fit is named', () => {
  expect(readHeldWords(`\n${lines(200)}`).problem).toBeUndefined();
  expect(readHeldWords(`\n${lines(201)}`).problem).toEqual({ kind: 'many', line: 202 });
});
