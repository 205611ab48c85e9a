import type { Person } from './person.ts';

/** One signed-in browser. Its cookie holds the token; the database knows only the token's hash. */
export type SignIn = {
  tokenHash: string;
  personId: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

export type SignInRepository = {
  /** Also forgets sign-ins that have expired, so that the table does not grow for ever. */
  create(signIn: SignIn): Promise<void>;
  find(tokenHash: string): Promise<(SignIn & { person: Person }) | undefined>;
  extend(tokenHash: string, lastSeenAt: Date, expiresAt: Date): Promise<void>;
  delete(tokenHash: string): Promise<void>;
};
