import { expect, test } from 'vitest';
import { accountActions, mayAccount, type AccountAction } from './account-permissions.ts';

/** Written out by hand, so that a change of the table is a decision. */
const anyone: AccountAction[] = [
  'account:create',
  'account:sign-in',
  'account:sign-out',
  'library:read',
  'series:read',
  'session:read',
  'episode:read',
];
const ownerOnly: AccountAction[] = [
  'library:change',
  'people:invite',
  'people:close-account',
  'upkeep:read',
];

test.each(accountActions)('%s: who may', (action) => {
  const open = anyone.includes(action);
  expect(mayAccount(undefined, action)).toBe(open ? 'yes' : 'not-signed-in');
  expect(mayAccount('host', action)).toBe(ownerOnly.includes(action) ? 'forbidden' : 'yes');
  expect(mayAccount('owner', action)).toBe('yes');
});
