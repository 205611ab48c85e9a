import type { PrismaClient } from '../../prisma/client/client.ts';
import { translateStoreErrors } from './store-errors.ts';

/**
 * Forgets who was in the audience of sessions that ended before this: names and places with questions and chat, who was
 * there, who was removed, for whom links were made. What was asked and written stays, and so does the proof of who agreed
 * to being recorded. Resolves with how many rows it changed; again, with none.
 */
export async function forgetAudience(prisma: PrismaClient, endedBefore: Date): Promise<number> {
  const db = translateStoreErrors(prisma);
  const session = { endedAt: { lt: endedBefore } };
  const displayName = { not: '' };
  const name = { displayName: '' };
  const changed = await db.$transaction([
    db.question.updateMany({
      where: { session, OR: [{ displayName }, { place: { not: '' } }] },
      data: { ...name, place: '' },
    }),
    db.message.updateMany({ where: { session, displayName }, data: name }),
    db.attendance.updateMany({ where: { session, displayName }, data: name }),
    db.removal.updateMany({ where: { session, displayName }, data: name }),
    db.invitationLink.updateMany({
      where: { session, label: { not: '' } },
      data: { label: '' },
    }),
  ]);
  return changed.reduce((sum, { count }) => sum + count, 0);
}
