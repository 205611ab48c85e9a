import type { PersonRole } from './person.ts';

/** Who may do what over the REST API, besides what a session's own links allow in its room. */
const allowedTo = {
  'account:create': 'anyone',
  'account:sign-in': 'anyone',
  'account:sign-out': 'anyone',
  'account:change-password': 'host',
  'library:read': 'anyone',
  'library:change': 'owner',
  'people:list': 'host',
  'people:invite': 'owner',
  'people:close-account': 'owner',
  'series:read': 'anyone',
  'series:create': 'host',
  'series:change': 'host',
  'session:read': 'anyone',
  'session:create': 'host',
  'session:change': 'host',
  'session:delete': 'host',
  'link:create': 'host',
  'link:revoke': 'host',
  'poll:draft': 'host',
  'deck:change': 'host',
  'questions:export': 'host',
  'questions:answer': 'host',
  'chat:export': 'host',
  'recording:process': 'host',
  'recording:withdraw': 'host',
  'episode:read': 'anyone',
  'episode:read-draft': 'host',
  'episode:change': 'host',
  'episode:publish': 'host',
  'studio:read': 'host',
  'upkeep:read': 'owner',
} as const satisfies Record<string, 'anyone' | PersonRole>;

export type AccountAction = keyof typeof allowedTo;
export const accountActions = Object.keys(allowedTo) as AccountAction[];

/** @param role of the account that asks; undefined when no one is signed in. */
export function mayAccount(
  role: PersonRole | undefined,
  action: AccountAction,
): 'yes' | 'not-signed-in' | 'forbidden' {
  const needed = allowedTo[action];
  if (needed === 'anyone') return 'yes';
  if (!role) return 'not-signed-in';
  // The owner is also a host.
  return role === 'owner' || role === needed ? 'yes' : 'forbidden';
}
