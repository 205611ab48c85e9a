import type { PrismaClient } from '../../prisma/client/client.ts';
import type { ConsentRepository } from '../sessions/consent.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createConsentRepository(prisma: PrismaClient): ConsentRepository {
  const db = translateStoreErrors(prisma);
  return {
    async add(consent) {
      await db.consent.create({ data: consent });
    },
    async findLatest(sessionId, peerId) {
      const row = await db.consent.findFirst({
        where: { sessionId, peerId },
        orderBy: { decidedAt: 'desc' },
      });
      return row ?? undefined;
    },
    list: (sessionId) =>
      db.consent.findMany({ where: { sessionId }, orderBy: { decidedAt: 'asc' } }),
  };
}
