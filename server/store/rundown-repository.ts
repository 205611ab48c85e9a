import { z } from 'zod';
import type { PrismaClient } from '../../prisma/client/client.ts';
import { AppError } from '../platform/app-error.ts';
import { RundownItem } from '../protocol/rundown.ts';
import type { RundownRepository } from '../rundown/rundown.ts';
import { translateStoreErrors } from './store-errors.ts';

const Items = z.array(RundownItem);

export function createRundownRepository(prisma: PrismaClient): RundownRepository {
  const db = translateStoreErrors(prisma);
  return {
    async find(sessionId) {
      const row = await db.rundown.findUnique({ where: { sessionId } });
      if (!row) return undefined;
      const { version, items, isShown, currentId, currentSince } = row;
      const current =
        currentId !== null && currentSince !== null
          ? { itemId: currentId, since: currentSince }
          : undefined;
      return { sessionId, version, items: Items.parse(items), isShown, current };
    },
    async save({ sessionId, version, items, isShown, current }) {
      const data = {
        ...{ version, items, isShown },
        ...{ currentId: current?.itemId ?? null, currentSince: current?.since ?? null },
      };
      if (version > 1) {
        const where = { sessionId, version: version - 1 };
        return (await db.rundown.updateMany({ where, data })).count > 0;
      }
      try {
        await db.rundown.create({ data: { sessionId, ...data } });
        return true;
      } catch (error) {
        if (error instanceof AppError && error.code === 'conflict') return false;
        throw error;
      }
    },
  };
}
