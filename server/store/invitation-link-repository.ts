import type { InvitationLink as Row, PrismaClient } from '../../prisma/client/client.ts';
import type { InvitationLink, InvitationLinkRepository } from '../sessions/invitation-link.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createInvitationLinkRepository(prisma: PrismaClient): InvitationLinkRepository {
  const db = translateStoreErrors(prisma);
  return {
    async create(link) {
      return toLink(await db.invitationLink.create({ data: link }));
    },
    async find(linkId) {
      const row = await db.invitationLink.findUnique({ where: { linkId } });
      return row ? toLink(row) : undefined;
    },
    async listActive(sessionId) {
      const rows = await db.invitationLink.findMany({
        where: { sessionId, revokedAt: null },
        orderBy: [{ createdAt: 'asc' }, { linkId: 'asc' }],
      });
      return rows.map(toLink);
    },
    async revoke(sessionId, linkId, at) {
      const { count } = await db.invitationLink.updateMany({
        where: { sessionId, linkId, revokedAt: null },
        data: { revokedAt: at },
      });
      return count > 0;
    },
  };
}

function toLink({ revokedAt, ...row }: Row): InvitationLink {
  return { ...row, revokedAt: revokedAt ?? undefined };
}
