import type { PrismaClient } from '../../prisma/client/client.ts';
import type { Purge, PurgeRepository } from '../purges/purge.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createPurgeRepository(prisma: PrismaClient): PurgeRepository {
  const db = translateStoreErrors(prisma);
  return {
    async add(purge) {
      await db.purge.create({ data: toPurgeRow(purge) });
    },
    async listDue(at) {
      const rows = await db.purge.findMany({
        where: { dueAt: { lte: at } },
        orderBy: [{ dueAt: 'asc' }, { purgeId: 'asc' }],
      });
      return rows.map(({ revision, ...row }) => ({ ...row, revision: revision ?? undefined }));
    },
    async delete(purgeId) {
      await db.purge.deleteMany({ where: { purgeId } });
    },
  };
}

export const toPurgeRow = ({ recordingIds, prefixes, folders, revision, ...row }: Purge) => ({
  ...row,
  recordingIds: [...recordingIds],
  prefixes: [...prefixes],
  folders: [...folders],
  revision: revision ?? null,
});
