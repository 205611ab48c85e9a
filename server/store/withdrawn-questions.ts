import type { Prisma } from '../../prisma/client/client.ts';
import { isTold, listAskers, type RecordedAsker } from '../edits/askers.ts';
import type { Who } from '../edits/withdrawal.ts';
import { findNames } from '../platform/find-names.ts';
import { ofQuestion, toQuestion } from './question-repository.ts';

/** Questions in the session of a recording, and what is left of those that were taken out of it. */

type Reader = Pick<
  Prisma.TransactionClient,
  'recording' | 'question' | 'questionSettings' | 'withdrawnQuestion'
>;

const include = { ...ofQuestion, spokenAnswer: { select: { key: true } } } as const;

const toldIn =
  (endedAt: Date | null) =>
  (row: Prisma.QuestionGetPayload<{ include: typeof include }>): boolean =>
    isTold(toQuestion(row), {
      isSpoken: row.spokenAnswer !== null,
      endedAt: endedAt ?? undefined,
    });

async function sessionOf(db: Reader, recordingId: string) {
  const { session } = await db.recording.findUniqueOrThrow({
    where: { recordingId },
    select: { session: { select: { sessionId: true, endedAt: true } } },
  });
  return session;
}

export type Asked = {
  questionId: string;
  displayName: string;
  /** As asked and as edited. */
  wordings: string[];
  isInEpisode: boolean;
};

/** Nobody is called nothing: those who ask anonymously have no name either. */
export async function findAsked(
  db: Reader,
  recordingId: string,
  who: { names: readonly string[] } | { questionId: string },
): Promise<Asked[]> {
  const { sessionId, endedAt } = await sessionOf(db, recordingId);
  const questionId =
    'questionId' in who ? who.questionId : { in: await listAskedBy(db, sessionId, who.names) };
  const rows = await db.question.findMany({ where: { sessionId, questionId }, include });
  const isInEpisode = toldIn(endedAt);
  return rows.map((row) => ({
    questionId: row.questionId,
    displayName: 'names' in who ? row.displayName : '',
    wordings: [row.text, row.originalText].filter((text) => text !== null),
    isInEpisode: isInEpisode(row),
  }));
}

async function listAskedBy(
  db: Reader,
  sessionId: string,
  names: readonly string[],
): Promise<string[]> {
  const asked = await db.question.findMany({
    where: { sessionId },
    select: { questionId: true, displayName: true },
  });
  const called = findNames(names);
  return asked
    .filter(({ displayName }) => called.has(displayName))
    .map(({ questionId }) => questionId);
}

/** Deletes questions, with votes and replies, but for a note that they were taken out. What was joined into them is free. */
export async function forgetAsked(
  tx: Prisma.TransactionClient,
  recordingId: string,
  asked: readonly Asked[],
  { by, at }: { by: string; at: Date },
): Promise<void> {
  const ids = asked.map(({ questionId }) => questionId);
  const note = { recordingId, withdrawnAt: at, withdrawnBy: by };
  await tx.withdrawnQuestion.createMany({
    data: asked.map(({ questionId, displayName }) => ({ ...note, questionId, displayName })),
    skipDuplicates: true,
  });
  const joined = await tx.question.findMany({ where: { mergedIntoId: { in: ids } } });
  for (const { questionId, stateBefore } of joined) {
    await tx.question.update({
      where: { questionId },
      data: {
        ...{ state: stateBefore ?? 'open', mergedIntoId: null, stateBefore: null },
        version: { increment: 1 },
      },
    });
  }
  await tx.question.deleteMany({ where: { questionId: { in: ids } } });
}

/** Whether they were taken out before. */
export async function isWithdrawn(db: Reader, recordingId: string, who: Who): Promise<boolean> {
  if ('displayName' in who && who.displayName === '') return false;
  return (await db.withdrawnQuestion.count({ where: { recordingId, ...who } })) > 0;
}

/** See WithdrawalRepository.listAskers. */
export async function listRecordedAskers(
  db: Reader,
  recordingId: string,
): Promise<RecordedAsker[]> {
  const { sessionId, endedAt } = await sessionOf(db, recordingId);
  const [rows, settings, gone] = await Promise.all([
    db.question.findMany({ where: { sessionId }, orderBy: { number: 'asc' }, include }),
    db.questionSettings.findUnique({ where: { sessionId }, select: { askerMode: true } }),
    db.withdrawnQuestion.findMany({
      where: { recordingId },
      orderBy: [{ withdrawnAt: 'asc' }, { questionId: 'asc' }],
    }),
  ]);
  return listAskers(
    rows.filter(toldIn(endedAt)).map(toQuestion),
    gone.map(({ withdrawnAt: at, withdrawnBy: by, questionId, displayName }) => ({
      ...{ questionId, displayName, at, by },
    })),
    settings?.askerMode ?? 'named',
  );
}
