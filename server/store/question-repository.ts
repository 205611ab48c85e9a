import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import { AppError } from '../platform/app-error.ts';
import { DismissReason } from '../protocol/questions.ts';
import {
  History,
  type QuestionRepository,
  type StoredQuestion,
  type StoredReply,
} from '../questions/question.ts';
import { translateStoreErrors } from './store-errors.ts';

const byTime: Prisma.QuestionReplyOrderByWithRelationInput[] = [
  { answeredAt: 'asc' },
  { answerId: 'asc' },
];
/** What a question always comes with. */
export const ofQuestion = {
  replies: { orderBy: byTime, omit: { questionId: true } },
} satisfies Prisma.QuestionInclude;
const inOrder = { number: 'asc' } as const;

/** Sessions of a series that are still to come or on; a practice is none of them. */
const toCome = (seriesId: string) =>
  ({ seriesId, state: { not: 'ended' }, practiceOfId: null }) as const;

export function createQuestionRepository(prisma: PrismaClient): QuestionRepository {
  const db = translateStoreErrors(prisma);
  return {
    async load(sessionId) {
      const ofSession = { question: { sessionId } };
      const [settings, questions, votes, muted] = await Promise.all([
        db.questionSettings.findUnique({ where: { sessionId }, omit: { sessionId: true } }),
        db.question.findMany({ where: { sessionId }, orderBy: inOrder, include: ofQuestion }),
        db.questionVote.findMany({ where: ofSession, omit: { votedAt: true } }),
        db.mutedAsker.findMany({ where: { sessionId } }),
      ]);
      return {
        settings: settings ?? undefined,
        questions: questions.map(toQuestion),
        votes,
        muted: muted.map(({ askerKey }) => askerKey),
      };
    },
    async add({ replies, ...question }) {
      await db.$transaction(async (tx) => {
        await tx.question.create({ data: toRow(question) });
        await addReplies(tx, question.questionId, replies);
      });
    },
    async save(questions) {
      await db.$transaction((tx) => saveQuestions(tx, questions));
    },
    async delete({ questionId }, saved) {
      await db.$transaction(async (tx) => {
        await saveQuestions(tx, saved);
        await tx.question.deleteMany({ where: { questionId } });
      });
    },
    async vote(ballots, at) {
      const given = ballots.filter(({ isFor }) => isFor);
      const takenBack = ballots.filter(({ isFor }) => !isFor);
      const keyOf = ({ questionId, personKey }: (typeof ballots)[number]) => ({
        questionId,
        personKey,
      });
      await db.$transaction([
        db.questionVote.createMany({
          data: given.map((ballot) => ({ ...keyOf(ballot), votedAt: at })),
          skipDuplicates: true,
        }),
        db.questionVote.deleteMany({ where: { OR: takenBack.map(keyOf) } }),
      ]);
    },
    async saveSettings(sessionId, settings) {
      await db.questionSettings.upsert({
        where: { sessionId },
        create: { sessionId, ...settings },
        update: settings,
      });
    },
    async setMuted(sessionId, askerKey, isMuted) {
      const asker = { sessionId, askerKey };
      if (isMuted) await db.mutedAsker.createMany({ data: [asker], skipDuplicates: true });
      else await db.mutedAsker.deleteMany({ where: asker });
    },
    async findNextSession(sessionId) {
      const session = await db.session.findUnique({ where: { sessionId } });
      // What was asked in a practice goes nowhere.
      if (!session || session.practiceOfId) return undefined;
      const { seriesId, startsAt } = session;
      const next = await db.session.findFirst({
        where: { ...toCome(seriesId), startsAt: { gt: startsAt } },
        orderBy: { startsAt: 'asc' },
      });
      return next
        ? { code: next.code, title: next.title, startsAt: next.startsAt.toISOString() }
        : undefined;
    },
    async listDeferredTo(sessionId) {
      const session = await db.session.findUnique({ where: { sessionId } });
      if (!session || session.practiceOfId) return [];
      const { seriesId, startsAt } = session;
      // What lies before another session that is still to come goes there.
      const before = await db.session.findFirst({
        where: { ...toCome(seriesId), startsAt: { lt: startsAt } },
        orderBy: { startsAt: 'desc' },
      });
      const gte = before?.startsAt ?? new Date(0);
      const rows = await db.question.findMany({
        where: {
          state: 'deferred',
          carriedTo: null,
          session: { seriesId, startsAt: { gte, lt: startsAt } },
        },
        orderBy: [{ session: { startsAt: 'asc' } }, inOrder],
        include: ofQuestion,
      });
      return rows.map(toQuestion);
    },
    async isCarried(carriedFromId) {
      return (await db.question.count({ where: { carriedFromId } })) > 0;
    },
    async listAnsweredSince(sessionId, since) {
      const rows = await db.question.findMany({
        where: {
          sessionId,
          state: 'answered',
          OR: [
            { replies: { some: { isPrivate: false, answeredAt: { gt: since } } } },
            { spokenAnswer: { isNot: null } },
          ],
        },
        orderBy: inOrder,
        include: ofQuestion,
      });
      return rows.map(toQuestion);
    },
    async endAnswers() {
      const rows = await db.question.findMany({
        where: { state: 'answering', session: { state: 'ended' } },
        include: { ...ofQuestion, session: true },
      });
      const ended = rows.map(({ session, ...row }): StoredQuestion => {
        const { wentLiveAt, endedAt } = session;
        const at = endedAt ?? row.askedAt;
        const atMs = wentLiveAt ? at.getTime() - wentLiveAt.getTime() : undefined;
        const question = toQuestion(row);
        return {
          ...question,
          version: question.version + 1,
          state: 'answered',
          answerEndMs: atMs,
          history: [...question.history, { state: 'answered', at, atMs }],
        };
      });
      await db.$transaction((tx) => saveQuestions(tx, ended));
    },
  };
}

/** All or nothing, within a transaction; see QuestionRepository.save. */
export async function saveQuestions(
  tx: Prisma.TransactionClient,
  questions: readonly StoredQuestion[],
): Promise<void> {
  for (const { replies, ...question } of questions) {
    const { questionId, version } = question;
    const { count } = await tx.question.updateMany({
      where: { questionId, version: version - 1 },
      data: toRow(question),
    });
    if (count === 0) throw new AppError('conflict', 'The question has changed meanwhile.');
    await addReplies(tx, questionId, replies);
  }
}

async function addReplies(
  tx: Prisma.TransactionClient,
  questionId: string,
  replies: readonly StoredReply[],
): Promise<void> {
  if (replies.length === 0) return;
  await tx.questionReply.createMany({
    data: replies.map((reply) => ({ questionId, ...reply })),
    skipDuplicates: true,
  });
}

function toRow({ history, ...question }: Omit<StoredQuestion, 'replies'>) {
  return {
    ...question,
    originalText: question.originalText ?? null,
    askerSessionId: question.askerSessionId ?? null,
    askedAtMs: question.askedAtMs ?? null,
    queueRank: question.queueRank ?? null,
    dismissReason: question.dismissReason ?? null,
    answeredBy: question.answeredBy ?? null,
    answerStartMs: question.answerStartMs ?? null,
    answerEndMs: question.answerEndMs ?? null,
    mergedIntoId: question.mergedIntoId ?? null,
    stateBefore: question.stateBefore ?? null,
    carriedFromId: question.carriedFromId ?? null,
    history: history.map(({ state, at, atMs }) => ({
      ...{ state, at: at.toISOString() },
      ...(atMs === undefined ? {} : { atMs }),
    })),
  };
}

export function toQuestion(
  row: Prisma.QuestionGetPayload<{ include: typeof ofQuestion }>,
): StoredQuestion {
  return {
    ...row,
    originalText: row.originalText ?? undefined,
    askerSessionId: row.askerSessionId ?? undefined,
    askedAtMs: row.askedAtMs ?? undefined,
    queueRank: row.queueRank ?? undefined,
    dismissReason: DismissReason.optional().parse(row.dismissReason ?? undefined),
    answeredBy: row.answeredBy ?? undefined,
    answerStartMs: row.answerStartMs ?? undefined,
    answerEndMs: row.answerEndMs ?? undefined,
    mergedIntoId: row.mergedIntoId ?? undefined,
    stateBefore: row.stateBefore ?? undefined,
    carriedFromId: row.carriedFromId ?? undefined,
    history: History.parse(row.history),
  };
}
