import { expect, test } from 'vitest';
import { NewAccount, SeriesBody } from '../../server/protocol/rest.ts';
import { findProblems } from './problems.ts';

const account = {
  token: 'x'.repeat(30),
  email: 'sri@perpustakaan.id',
  displayName: 'Sri',
  password: 'panjang sekali',
};

test('a good form has no problems', () => {
  expect(findProblems(NewAccount, account)).toEqual({});
});

test.each([
  ['empty', { email: '  ' }, { email: { key: 'problem.required' } }],
  ['not an address', { email: 'sri@' }, { email: { key: 'problem.email' } }],
  ['short', { password: 'pendek' }, { password: { key: 'problem.tooShort', min: 10 } }],
  [
    'long',
    { displayName: 'a'.repeat(61) },
    { displayName: { key: 'problem.tooLong', max: 60 } },
  ],
])('a field that is %s is named with what to do', (_case, change, expected) => {
  expect(findProblems(NewAccount, { ...account, ...change })).toEqual(expected);
});

test('a missing field counts as empty', () => {
  expect(findProblems(SeriesBody, {})).toMatchObject({ title: { key: 'problem.required' } });
});
