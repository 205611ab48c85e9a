import { expect, test } from 'vitest';
import { matchesQuery } from './search-listing.ts';

test.each([
  ['nothing asked', '  ', true],
  ['part of a word, another case', 'PELANGI', true],
  ['words in any order, across texts', 'klub laskar', true],
  ['without the accent', 'cafe', true],
  ['a word that is nowhere', 'laskar api', false],
])('%s', (_case, query, expected) => {
  expect(matchesQuery(query, 'Laskar Pelangi di Café', 'Klub Buku')).toBe(expected);
});
