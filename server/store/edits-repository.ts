import { Prisma, type PrismaClient } from '../../prisma/client/client.ts';
import type { EditsRepository } from '../edits/edits.ts';
import { AppError } from '../platform/app-error.ts';
import { Edits } from '../protocol/edits.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createEditsRepository(prisma: PrismaClient): EditsRepository {
  const db = translateStoreErrors(prisma);
  return {
    async find(recordingId) {
      const row = await db.edits.findUnique({ where: { recordingId } });
      return row ? Edits.parse(row) : undefined;
    },
    async save(recordingId, { version, edits, chapters }) {
      const data = { version, edits, chapters: chapters ?? Prisma.DbNull };
      if (version > 1) {
        const where = { recordingId, version: version - 1 };
        return (await db.edits.updateMany({ where, data })).count > 0;
      }
      try {
        await db.edits.create({ data: { recordingId, ...data } });
        return true;
      } catch (error) {
        if (error instanceof AppError && error.code === 'conflict') return false;
        throw error;
      }
    },
  };
}
