import type {
  AccountInvitation as Row,
  Prisma,
  PrismaClient,
} from '../../prisma/client/client.ts';
import type {
  AccountInvitation,
  AccountInvitationRepository,
} from '../people/account-invitation.ts';
import type { NewPerson } from '../people/person.ts';
import { toPerson } from './person-repository.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createAccountInvitationRepository(
  prisma: PrismaClient,
): AccountInvitationRepository {
  const db = translateStoreErrors(prisma);
  return {
    async create({ email, expiresAt, ...invitation }) {
      await db.accountInvitation.create({
        data: { ...invitation, email: email ?? null, expiresAt: expiresAt ?? null },
      });
    },
    async find(tokenHash) {
      const row = await db.accountInvitation.findUnique({ where: { tokenHash } });
      return row ? toInvitation(row) : undefined;
    },
    async deleteUnusedOwnerLinks() {
      await db.accountInvitation.deleteMany({ where: { role: 'owner', usedAt: null } });
    },
    redeem(tokenHash, person, library) {
      return db.$transaction(async (tx) => {
        // The update is the lock: of two that redeem one link at the same time, one finds it used.
        const { count } = await tx.accountInvitation.updateMany({
          where: { tokenHash, usedAt: null },
          data: { usedAt: person.createdAt },
        });
        if (count === 0) return undefined;
        if (library) {
          await tx.library.upsert({
            where: { id: 1 },
            create: { id: 1, ...library },
            update: library,
          });
        }
        return toPerson(await openAccount(tx, person));
      });
    },
  };
}

async function openAccount(tx: Prisma.TransactionClient, person: NewPerson) {
  const closed = await tx.person.findFirst({
    where: { email: person.email, closedAt: { not: null } },
  });
  if (!closed) return tx.person.create({ data: person });
  const { displayName, passwordHash, role } = person;
  return tx.person.update({
    where: { personId: closed.personId },
    data: { displayName, passwordHash, role, closedAt: null },
  });
}

function toInvitation({ email, expiresAt, usedAt, ...row }: Row): AccountInvitation {
  return {
    ...row,
    email: email ?? undefined,
    expiresAt: expiresAt ?? undefined,
    usedAt: usedAt ?? undefined,
  };
}
