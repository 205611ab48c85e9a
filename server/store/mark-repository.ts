import type { PrismaClient } from '../../prisma/client/client.ts';
import type { MarkRepository } from '../marks/mark.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createMarkRepository(prisma: PrismaClient): MarkRepository {
  const db = translateStoreErrors(prisma);
  return {
    list: (sessionId) =>
      db.mark.findMany({
        where: { sessionId },
        orderBy: [{ atMs: 'asc' }, { markId: 'asc' }],
      }),
    async add(mark) {
      await db.mark.create({ data: mark });
    },
    async rename(markId, title) {
      await db.mark.updateMany({ where: { markId }, data: { title } });
    },
    async remove(markId) {
      await db.mark.deleteMany({ where: { markId } });
    },
  };
}
