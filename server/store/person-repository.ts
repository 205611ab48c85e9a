import type { Person as PersonRow, PrismaClient } from '../../prisma/client/client.ts';
import type { Person, PersonRepository } from '../people/person.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createPersonRepository(prisma: PrismaClient): PersonRepository {
  const db = translateStoreErrors(prisma);
  return {
    async find(personId) {
      const row = await db.person.findUnique({ where: { personId } });
      return row ? toPerson(row) : undefined;
    },
    async findByEmail(email) {
      const row = await db.person.findUnique({ where: { email } });
      return row ? { ...toPerson(row), passwordHash: row.passwordHash } : undefined;
    },
    async list() {
      const rows = await db.person.findMany({
        orderBy: [{ role: 'asc' }, { createdAt: 'asc' }, { personId: 'asc' }],
      });
      return rows.map(toPerson);
    },
    async ownerExists() {
      return (await db.person.count({ where: { role: 'owner' } })) > 0;
    },
    async changePassword(personId, passwordHash, keptTokenHash) {
      await db.$transaction([
        db.person.update({ where: { personId }, data: { passwordHash } }),
        db.signIn.deleteMany({ where: { personId, tokenHash: { not: keptTokenHash } } }),
      ]);
    },
    async rehashPassword(personId, from, to) {
      await db.person.updateMany({
        where: { personId, passwordHash: from },
        data: { passwordHash: to },
      });
    },
    async close(personId, at) {
      await db.$transaction([
        db.person.updateMany({
          where: { personId, closedAt: null },
          data: { closedAt: at },
        }),
        db.signIn.deleteMany({ where: { personId } }),
      ]);
    },
  };
}

/** The person without the password's hash, which only signing in may see. */
export function toPerson(row: PersonRow): Person {
  const { personId, email, displayName, role, createdAt, closedAt } = row;
  return { personId, email, displayName, role, createdAt, closedAt: closedAt ?? undefined };
}
