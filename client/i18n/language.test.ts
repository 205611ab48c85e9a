import { expect, test } from 'vitest';
import { chooseLanguage } from './language.ts';

test.each([
  ['the remembered choice wins', 'en', ['id-ID'], 'en'],
  ['the first language we speak', null, ['jv', 'en-GB', 'id'], 'en'],
  ["an old Android's name for Indonesian", null, ['in-ID', 'en'], 'id'],
  ['Indonesian when we speak none', null, ['nl', 'fr'], 'id'],
  ['Indonesian when nothing is said', 'xx', [], 'id'],
] as const)('%s', (_case, stored, preferred, expected) => {
  expect(chooseLanguage(stored, preferred)).toBe(expected);
});
