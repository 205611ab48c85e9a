import type { PrismaClient } from '../../prisma/client/client.ts';
import type { RemovalRepository } from '../rooms/removal.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createRemovalRepository(prisma: PrismaClient): RemovalRepository {
  const db = translateStoreErrors(prisma);
  return {
    list: (sessionId) =>
      db.removal.findMany({ where: { sessionId }, orderBy: { removedAt: 'asc' } }),
    async add(removal) {
      await db.removal.create({ data: removal });
    },
    async delete(removalId) {
      await db.removal.deleteMany({ where: { removalId } });
    },
  };
}
