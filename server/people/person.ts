import type { PersonInfo } from '../protocol/rest.ts';

export type PersonRole = 'owner' | 'host';

/** Someone with an account. Attendees have none. */
export type Person = {
  personId: string;
  /** Lower case. */
  email: string;
  displayName: string;
  role: PersonRole;
  createdAt: Date;
  /** Set when the owner closed the account. */
  closedAt: Date | undefined;
};

export type NewPerson = Omit<Person, 'closedAt'> & { passwordHash: string };

export type PersonRepository = {
  find(personId: string): Promise<Person | undefined>;
  findByEmail(email: string): Promise<(Person & { passwordHash: string }) | undefined>;
  /** The owner, then the oldest account first; closed ones too. */
  list(): Promise<Person[]>;
  ownerExists(): Promise<boolean>;
  /** Sets the password and ends every sign-in but the one kept, at once. */
  changePassword(personId: string, passwordHash: string, keptTokenHash: string): Promise<void>;
  /** The same password, hashed at today's cost. Does nothing when the hash is no longer `from`. */
  rehashPassword(personId: string, from: string, to: string): Promise<void>;
  /** Closes the account and ends its sign-ins at once. */
  close(personId: string, at: Date): Promise<void>;
};

export function toPersonInfo(person: Person): PersonInfo {
  const { personId, email, displayName, role, closedAt } = person;
  return { personId, email, displayName, role, closed: closedAt !== undefined };
}
