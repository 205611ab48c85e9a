import type { Library as LibraryRow, PrismaClient } from '../../prisma/client/client.ts';
import type { Library, LibraryRepository } from '../people/library.ts';
import { translateStoreErrors } from './store-errors.ts';

/** The table has one row. */
const where = { id: 1 };

export function createLibraryRepository(prisma: PrismaClient): LibraryRepository {
  const db = translateStoreErrors(prisma);
  return {
    async find() {
      const row = await db.library.findUnique({ where });
      return row ? toLibrary(row) : undefined;
    },
    async update(patch) {
      return toLibrary(await db.library.update({ where, data: patch }));
    },
  };
}

function toLibrary({ name, timeZone, language }: LibraryRow): Library {
  return { name, timeZone, language: language === 'en' ? 'en' : 'id' };
}
