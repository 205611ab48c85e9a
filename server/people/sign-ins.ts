import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import { newToken } from '../platform/ids.ts';
import type { Person } from './person.ts';
import type { SignInRepository } from './sign-in.ts';

/** A sign-in ends this long after it was last used. */
export const signInDays = 30;
const lifeMs = signInDays * 86_400_000;
/** Being used is written down at most this often, so that reading a page is not a write. */
const extendAfterMs = 3_600_000;

/** What the database keeps of a link's or cookie's token. Tokens are 192 random bits, so one round is enough. */
export const hashToken = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');

export type SignIns = {
  /** Returns the token for the cookie. */
  open(personId: string): Promise<string>;
  /** Who holds this token. Undefined when it is unknown or has ended. */
  find(token: string): Promise<Person | undefined>;
  close(token: string): Promise<void>;
};

export function createSignIns(deps: { signIns: SignInRepository; clock: Clock }): SignIns {
  const { signIns, clock } = deps;
  return {
    async open(personId) {
      const token = newToken();
      const now = clock.now();
      await signIns.create({
        tokenHash: hashToken(token),
        personId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + lifeMs),
      });
      return token;
    },
    async find(token) {
      const tokenHash = hashToken(token);
      const signIn = await signIns.find(tokenHash);
      const now = clock.now();
      if (!signIn || signIn.expiresAt <= now || signIn.person.closedAt) return undefined;
      if (now.getTime() - signIn.lastSeenAt.getTime() >= extendAfterMs) {
        await signIns.extend(tokenHash, now, new Date(now.getTime() + lifeMs));
      }
      return signIn.person;
    },
    close: (token) => signIns.delete(hashToken(token)),
  };
}
