import type { Prisma } from '../../prisma/client/client.ts';

type Reader = Pick<Prisma.TransactionClient, 'take' | 'withdrawnQuestion'>;

/** The names of people who were taken out of a recording, or whose questions were. None is empty. */
export async function listWithdrawnNames(db: Reader, recordingId: string): Promise<string[]> {
  const [takes, questions] = await Promise.all([
    db.take.findMany({
      where: { recordingId, withdrawnAt: { not: null } },
      distinct: 'displayName',
      select: { displayName: true },
    }),
    db.withdrawnQuestion.findMany({ where: { recordingId }, select: { displayName: true } }),
  ]);
  const names = [...takes, ...questions].map(({ displayName }) => displayName);
  return [...new Set(names)].filter(Boolean);
}
