import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { newId, newToken } from '../platform/ids.ts';
import type { AccountInvitation, AccountInvitationRepository } from './account-invitation.ts';
import { createAttemptLimit } from './attempt-limit.ts';
import type { Library } from './library.ts';
import type { Passwords } from './passwords.ts';
import type { Person, PersonRepository } from './person.ts';
import { hashToken, type SignIns } from './sign-ins.ts';

const invitationDays = 7;
const limitWindowMs = 15 * 60_000;
/** Wrong passwords for one account from anywhere, and for any account from one address, per window. */
const attemptsPerEmail = 10;
const attemptsPerAddress = 30;

/** What an owner's library starts with, besides its name. */
const libraryDefaults = { timeZone: 'Asia/Jakarta', language: 'id' } as const;

export type SignedIn = { person: Person; token: string };

type NewAccount = {
  token: string;
  email: string;
  displayName: string;
  password: string;
  libraryName?: string | undefined;
};

export type Accounts = {
  create(account: NewAccount, address: string): Promise<SignedIn>;
  signIn(credentials: { email: string; password: string; address: string }): Promise<SignedIn>;
  /** Ends every sign-in but the one that asks. */
  changePassword(change: {
    person: { personId: string; email: string };
    current: string;
    next: string;
    signInToken: string;
  }): Promise<void>;
  /** Returns the token of a link that makes a host's account, once, within a week. */
  inviteHost(email: string | undefined): Promise<string>;
  close(personId: string): Promise<void>;
  list(): Promise<Person[]>;
  /** False until first run is over. */
  ownerExists(): Promise<boolean>;
};

type Deps = {
  people: PersonRepository;
  invitations: AccountInvitationRepository;
  signIns: SignIns;
  passwords: Passwords;
  clock: Clock;
  /** Ends the seats that an account has in open rooms. */
  onClosed?: (personId: string) => void;
};

export function createAccounts(deps: Deps): Accounts {
  const { people, invitations, signIns, passwords, clock } = deps;
  const limit = (attempts: number) =>
    createAttemptLimit({ attempts, windowMs: limitWindowMs, clock });
  const byEmail = limit(attemptsPerEmail);
  const byAddress = limit(attemptsPerAddress);

  /** Runs a check of a password that may be tried only so often. Counted before, so that parallel tries count. */
  const limited = async <T>(email: string, address: string, check: () => Promise<T>) => {
    byAddress.take(address);
    byEmail.take(email);
    const result = await check();
    byEmail.forgive(email);
    byAddress.forgive(address);
    return result;
  };

  return {
    async create({ token, libraryName, password, ...account }, address) {
      byAddress.take(address);
      const tokenHash = hashToken(token);
      const invitation = usable(await invitations.find(tokenHash), clock.now());
      if (invitation.email && invitation.email !== account.email) {
        throw new AppError('invalid-input', 'This link was made for another email address.', {
          fields: { email: 'This link was made for another email address.' },
        });
      }
      const library = firstLibrary(invitation, libraryName);
      const person = await redeem(tokenHash, library, {
        ...account,
        personId: newId(),
        role: invitation.role,
        createdAt: clock.now(),
        passwordHash: await passwords.hash(password),
      });
      byAddress.forgive(address);
      return { person, token: await signIns.open(person.personId) };
    },

    signIn({ email, password, address }) {
      return limited(email, address, async () => {
        const known = await people.findByEmail(email);
        const open = known?.closedAt ? undefined : known;
        const { correct, outdated } = await passwords.verify(password, open?.passwordHash);
        if (!open || !correct) {
          throw new AppError('wrong-credentials', 'Email address or password is wrong.');
        }
        const { passwordHash, ...person } = open;
        if (outdated) {
          const fresh = await passwords.hash(password);
          await people.rehashPassword(person.personId, passwordHash, fresh);
        }
        return { person, token: await signIns.open(person.personId) };
      });
    },

    async changePassword({ person, current, next, signInToken }) {
      const { personId, email } = person;
      // Whoever asks is signed in to this account: that, not the address, is what may try only so often.
      await limited(email, `account ${personId}`, async () => {
        const known = await people.findByEmail(email);
        const { correct } = await passwords.verify(current, known?.passwordHash);
        if (!correct) {
          throw new AppError('wrong-credentials', 'The current password is wrong.', {
            fields: { current: 'The current password is wrong.' },
          });
        }
        const passwordHash = await passwords.hash(next);
        await people.changePassword(personId, passwordHash, hashToken(signInToken));
      });
    },

    async inviteHost(email) {
      if (email) {
        const known = await people.findByEmail(email);
        if (known && !known.closedAt) throw emailTaken();
      }
      const token = newToken();
      const now = clock.now();
      await invitations.create({
        tokenHash: hashToken(token),
        role: 'host',
        email,
        createdAt: now,
        expiresAt: new Date(now.getTime() + invitationDays * 86_400_000),
      });
      return token;
    },

    async close(personId) {
      const person = await people.find(personId);
      if (!person) throw new AppError('not-found', 'There is no such account.');
      if (person.role === 'owner') {
        throw new AppError('forbidden', "The owner's account cannot be closed.");
      }
      await people.close(personId, clock.now());
      deps.onClosed?.(personId);
    },

    list: () => people.list(),
    ownerExists: () => people.ownerExists(),
  };

  async function redeem(
    tokenHash: string,
    library: Library | undefined,
    person: Parameters<AccountInvitationRepository['redeem']>[1],
  ): Promise<Person> {
    try {
      const made = await invitations.redeem(tokenHash, person, library);
      if (made) return made;
    } catch (error) {
      if (error instanceof AppError && error.code === 'conflict') throw emailTaken(error);
      throw error;
    }
    throw usedUp();
  }
}

function usable(invitation: AccountInvitation | undefined, now: Date): AccountInvitation {
  if (!invitation) {
    throw new AppError('not-found', 'This link is not known here. Ask for a new one.');
  }
  if (invitation.usedAt) throw usedUp();
  if (invitation.expiresAt && invitation.expiresAt <= now) {
    throw new AppError('gone', 'This link has expired. Ask for a new one.');
  }
  return invitation;
}

function firstLibrary(
  { role }: AccountInvitation,
  name: string | undefined,
): Library | undefined {
  if (role !== 'owner') return undefined;
  if (name) return { name, ...libraryDefaults };
  throw new AppError('invalid-input', 'Give the library a name.', {
    fields: { libraryName: 'Give the library a name.' },
  });
}

const usedUp = () =>
  new AppError('gone', 'This link was used already. Sign in, or ask for a new one.');

const emailTaken = (cause?: unknown) =>
  new AppError('conflict', 'There is an account with this email address.', {
    cause,
    fields: { email: 'There is an account with this email address.' },
  });
