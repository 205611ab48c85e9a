import type { PrismaClient } from '../../prisma/client/client.ts';
import type { SignInRepository } from '../people/sign-in.ts';
import { toPerson } from './person-repository.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createSignInRepository(prisma: PrismaClient): SignInRepository {
  const db = translateStoreErrors(prisma);
  return {
    async create(signIn) {
      await db.$transaction([
        db.signIn.deleteMany({ where: { expiresAt: { lt: signIn.createdAt } } }),
        db.signIn.create({ data: signIn }),
      ]);
    },
    async find(tokenHash) {
      const row = await db.signIn.findUnique({
        where: { tokenHash },
        include: { person: true },
      });
      return row ? { ...row, person: toPerson(row.person) } : undefined;
    },
    async extend(tokenHash, lastSeenAt, expiresAt) {
      // Many, not one: the sign-in may have ended since it was read, and that is no error.
      await db.signIn.updateMany({ where: { tokenHash }, data: { lastSeenAt, expiresAt } });
    },
    async delete(tokenHash) {
      await db.signIn.deleteMany({ where: { tokenHash } });
    },
  };
}
