import type { Clock } from '../platform/clock.ts';
import { newToken } from '../platform/ids.ts';
import type { AccountInvitationRepository } from './account-invitation.ts';
import type { PersonRepository } from './person.ts';
import { hashToken } from './sign-ins.ts';

type Deps = {
  people: Pick<PersonRepository, 'ownerExists'>;
  invitations: AccountInvitationRepository;
  clock: Clock;
};

/**
 * Makes the link that makes the owner's account, while there is none. Each start makes a new one and the one before
 * stops working, so a link that was left in a terminal's history is worth nothing.
 *
 * @param origin where the hub is reached, such as http://localhost:3000.
 * @returns the address to print; undefined when the owner's account exists.
 */
export async function prepareFirstRun(deps: Deps, origin: string): Promise<string | undefined> {
  const { people, invitations, clock } = deps;
  await invitations.deleteUnusedOwnerLinks();
  if (await people.ownerExists()) return undefined;
  const token = newToken();
  await invitations.create({
    tokenHash: hashToken(token),
    role: 'owner',
    email: undefined,
    createdAt: clock.now(),
    expiresAt: undefined,
  });
  return `${origin}/mulai?kunci=${token}`;
}

export const hostInvitationUrl = (origin: string, token: string): string =>
  `${origin}/undangan?kunci=${token}`;
