import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import type { SpokenAnswerRepository } from '../questions/spoken-answer.ts';
import { saveQuestions } from './question-repository.ts';
import { translateStoreErrors } from './store-errors.ts';

const inOrder = [{ answeredAt: 'asc' }, { questionId: 'asc' }] as const;

export function createSpokenAnswerRepository(prisma: PrismaClient): SpokenAnswerRepository {
  const db = translateStoreErrors(prisma);
  return {
    list: (sessionId) =>
      db.spokenAnswer.findMany({ where: { sessionId }, orderBy: [...inOrder] }),
    async find(questionId) {
      return (await db.spokenAnswer.findUnique({ where: { questionId } })) ?? undefined;
    },
    async put({ questionId, ...answer }, question) {
      await db.$transaction(async (tx) => {
        await tx.spokenAnswer.upsert({
          where: { questionId },
          create: { questionId, ...answer },
          update: answer,
        });
        await saveQuestions(tx, [question]);
      });
    },
    async remove(questionId, changed) {
      await db.$transaction(async (tx) => {
        await tx.spokenAnswer.deleteMany({ where: { questionId } });
        await saveQuestions(tx, changed);
      });
    },
  };
}

/** Takes away what a person said, or what answers their questions, in the session of a recording. Returns the keys. */
export async function forgetSpoken(
  tx: Prisma.TransactionClient,
  recordingId: string,
  { displayName, questionIds }: { displayName: string; questionIds: readonly string[] },
): Promise<string[]> {
  const where = {
    session: { recording: { recordingId } },
    OR: [
      // Nobody is called nothing.
      ...(displayName === '' ? [] : [{ answeredBy: displayName }]),
      { questionId: { in: [...questionIds] } },
    ],
  };
  const gone = await tx.spokenAnswer.findMany({ where, select: { key: true } });
  await tx.spokenAnswer.deleteMany({ where });
  return gone.map(({ key }) => key);
}
