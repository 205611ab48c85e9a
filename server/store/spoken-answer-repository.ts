import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import { AppError } from '../platform/app-error.ts';
import { findNames } from '../platform/find-names.ts';
import { purgeOfSounds } from '../purges/purge.ts';
import type { SpokenAnswerRepository } from '../questions/spoken-answer.ts';
import { remakeRecording } from './processing-repository.ts';
import { toPurgeRow } from './purge-repository.ts';
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
    put: ({ questionId, ...answer }, question, { purgeId, ...into }) =>
      db.$transaction(async (tx) => {
        const { count } = await tx.purge.deleteMany({ where: { purgeId } });
        if (count === 0) throw new AppError('unavailable', 'The sound took too long to store.');
        const before = await tx.spokenAnswer.findUnique({ where: { questionId } });
        await tx.spokenAnswer.upsert({
          where: { questionId },
          create: { questionId, ...answer },
          update: answer,
        });
        await saveQuestions(tx, [question]);
        return remake(tx, before, into);
      }),
    remove: (questionId, changed, into) =>
      db.$transaction(async (tx) => {
        const before = await tx.spokenAnswer.findUnique({ where: { questionId } });
        await tx.spokenAnswer.deleteMany({ where: { questionId } });
        await saveQuestions(tx, changed);
        return remake(tx, before, into);
      }),
  };
}

/** Has the episode made again, without the sound that was there before. */
async function remake(
  tx: Prisma.TransactionClient,
  before: { key: string } | null,
  { recordingId, at }: { recordingId: string; at: Date },
): Promise<{ revision: number }> {
  const made = await remakeRecording(tx, recordingId);
  if (!made)
    throw new AppError('conflict', 'The episode of this session cannot be made again.');
  if (before) await tx.purge.create({ data: toPurgeRow(purgeOfSounds([before.key], at)) });
  return made;
}

/** Takes away what a person said, or what answers their questions, in the session of a recording. Returns the keys. */
export async function forgetSpoken(
  tx: Prisma.TransactionClient,
  recordingId: string,
  { names, questionIds }: { names: readonly string[]; questionIds: readonly string[] },
): Promise<string[]> {
  const spoken = await tx.spokenAnswer.findMany({
    where: { session: { recording: { recordingId } } },
    select: { questionId: true, answeredBy: true, key: true },
  });
  const called = findNames(names);
  const gone = spoken.filter(
    ({ questionId, answeredBy }) => questionIds.includes(questionId) || called.has(answeredBy),
  );
  const ids = gone.map(({ questionId }) => questionId);
  await tx.spokenAnswer.deleteMany({ where: { questionId: { in: ids } } });
  return gone.map(({ key }) => key);
}
