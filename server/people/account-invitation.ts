import type { Library } from './library.ts';
import type { NewPerson, Person, PersonRole } from './person.ts';

/** A one-time link that makes an account. The link holds the token; the database only its hash. */
export type AccountInvitation = {
  tokenHash: string;
  role: PersonRole;
  /** When set, only an account with this address can be made. */
  email: string | undefined;
  createdAt: Date;
  /** Undefined for the owner's link, which lasts until the next start. */
  expiresAt: Date | undefined;
  usedAt: Date | undefined;
};

export type AccountInvitationRepository = {
  create(invitation: Omit<AccountInvitation, 'usedAt'>): Promise<void>;
  find(tokenHash: string): Promise<AccountInvitation | undefined>;
  /** Forgets every owner's link that was not used. */
  deleteUnusedOwnerLinks(): Promise<void>;
  /**
   * Uses the link up and makes the account (and, for the owner, the library), all or nothing. A closed account with
   * the same address is opened again. Undefined when someone else used the link in the meantime; `conflict` when an
   * open account has the address.
   */
  redeem(
    tokenHash: string,
    person: NewPerson,
    library: Library | undefined,
  ): Promise<Person | undefined>;
};
