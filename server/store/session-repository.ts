import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import { newId } from '../platform/ids.ts';
import { outcomeOf } from '../sessions/outcome.ts';
import type { LeftPractices, Session, SessionRepository } from '../sessions/session.ts';
import { translateStoreErrors } from './store-errors.ts';

/** What a session always comes with. */
const include = {
  series: {
    select: { seriesId: true, slug: true, title: true, coverKey: true, publishMode: true },
  },
  practiceOf: { select: { sessionId: true, code: true } },
  keptOf: { select: { sessionId: true, code: true } },
  recording: {
    select: { state: true, episode: { select: { code: true, state: true, mp3Key: true } } },
  },
} satisfies Prisma.SessionInclude;

const noPractice = { practiceOfId: null, keptOfId: null };

/** @param hubId whose practices are opened here; a process that opens none needs no id. */
export function createSessionRepository(prisma: PrismaClient, hubId = ''): SessionRepository {
  const db = translateStoreErrors(prisma);

  const findWhere = async (where: Prisma.SessionWhereUniqueInput) => {
    const row = await db.session.findUnique({ where, include });
    return row ? toSession(row) : undefined;
  };
  /** Changes the session only while it is in the expected state. */
  const move = async (
    sessionId: string,
    from: Session['state'],
    data: Prisma.SessionUpdateManyMutationInput,
  ) => {
    const { count } = await db.session.updateMany({ where: { sessionId, state: from }, data });
    return count > 0 ? findWhere({ sessionId }) : undefined;
  };

  /** Drafted polls and the rundown, as a practice begins with them. */
  const copyPreparation = async (sessionId: string) => {
    const select = { plan: true, isShown: true, createdAt: true } as const;
    const polls = await db.poll.findMany({ where: { sessionId, state: 'draft' }, select });
    const rundown = await db.rundown.findUnique({ where: { sessionId } });
    const toCopy = ({ plan, ...poll }: (typeof polls)[number]) => ({
      ...{ ...poll, pollId: newId(), plan: plan as Prisma.InputJsonValue },
    });
    return {
      polls: { create: polls.map(toCopy) },
      ...(rundown
        ? {
            rundown: {
              create: {
                ...{ version: 1, isShown: rundown.isShown },
                items: rundown.items as Prisma.InputJsonValue,
              },
            },
          }
        : {}),
    };
  };

  const leftBehind = ({ seenBefore, own }: LeftPractices): Prisma.SessionWhereInput => ({
    practiceOfId: { not: null },
    OR: [
      { practiceHub: null },
      { practiceHub: { not: hubId }, hubSeenAt: { lt: seenBefore } },
      ...(own ? [{ practiceHub: hubId }] : []),
    ],
  });

  return {
    find: (code) => findWhere({ code }),
    findById: (sessionId) => findWhere({ sessionId }),
    async create(session) {
      return toSession(await db.session.create({ data: session, include }));
    },
    async update(sessionId, plan) {
      return toSession(await db.session.update({ where: { sessionId }, data: plan, include }));
    },
    async listOfSeries(seriesId) {
      const orderBy = { startsAt: 'desc' } as const;
      const rows = await db.session.findMany({
        where: { seriesId, ...noPractice },
        orderBy,
        include,
      });
      return rows.map(toSession);
    },
    async listOpen(since) {
      const rows = await db.session.findMany({
        where: {
          ...noPractice,
          OR: [{ state: 'live' }, { state: 'scheduled', startsAt: { gte: since } }],
        },
        // The enum's order in the database is scheduled, live, ended.
        orderBy: [{ state: 'desc' }, { startsAt: 'asc' }],
        include,
      });
      return rows.map(toSession);
    },
    async lock(sessionId, at) {
      const data = { lockedAt: at ?? null };
      return toSession(await db.session.update({ where: { sessionId }, data, include }));
    },
    findPractice: (sessionId) => findWhere({ practiceOfId: sessionId }),
    async createPractice(of, { openedAt, ...ids }) {
      const { title, description, startsAt, plannedMinutes, broadcast, series } = of;
      const data: Prisma.SessionUncheckedCreateInput = {
        ...{ ...ids, title, description, startsAt, plannedMinutes, broadcast },
        ...{ seriesId: series.seriesId, practiceOfId: of.sessionId },
        ...{ practiceHub: hubId, hubSeenAt: openedAt },
        ...{ state: 'live', wentLiveAt: openedAt, lockedAt: openedAt },
      };
      const preparation = await copyPreparation(of.sessionId);
      return toSession(await db.session.create({ data: { ...data, ...preparation }, include }));
    },
    async deletePractice(sessionId) {
      await db.session.deleteMany({ where: { sessionId, practiceOfId: { not: null } } });
    },
    async seePractices(at) {
      const where = { practiceOfId: { not: null }, practiceHub: hubId };
      await db.session.updateMany({ where, data: { hubSeenAt: at } });
    },
    async deletePractices(left) {
      await db.session.deleteMany({ where: { ...leftBehind(left), recording: null } });
    },
    async listPractices(left) {
      const where = leftBehind(left);
      return (await db.session.findMany({ where, include })).map(toSession);
    },
    keepPractice(sessionId, until) {
      const where = { sessionId };
      return db.$transaction(async (tx) => {
        const { practiceOfId } = await tx.session.findUniqueOrThrow({ where });
        await tx.message.deleteMany({ where });
        await tx.chat.deleteMany({ where });
        await tx.chatMute.deleteMany({ where });
        await tx.poll.deleteMany({ where });
        await tx.question.deleteMany({ where });
        await tx.questionSettings.deleteMany({ where });
        await tx.mutedAsker.deleteMany({ where });
        await tx.mark.deleteMany({ where });
        await tx.rundown.deleteMany({ where });
        await tx.attendance.deleteMany({ where });
        await tx.removal.deleteMany({ where });
        const data = { practiceOfId: null, keptOfId: practiceOfId, keptUntil: until };
        return toSession(await tx.session.update({ where, data, include }));
      });
    },
    goLive: (sessionId, at) => move(sessionId, 'scheduled', { state: 'live', wentLiveAt: at }),
    end: (sessionId, at) => move(sessionId, 'live', { state: 'ended', endedAt: at }),
  };
}

function toSession(row: Prisma.SessionGetPayload<{ include: typeof include }>): Session {
  const { sessionId, code, title, description, startsAt, plannedMinutes, broadcast, state } =
    row;
  const episode = row.recording?.episode;
  const practiceOf = row.practiceOf ?? row.keptOf ?? undefined;
  const isPublic = episode?.state === 'published' && episode.mp3Key !== null;
  const left = {
    publishMode: row.series.publishMode,
    recording: row.recording?.state,
    episode: episode?.state,
  };
  return {
    sessionId,
    code,
    title,
    description,
    startsAt,
    plannedMinutes,
    broadcast,
    state,
    wentLiveAt: row.wentLiveAt ?? undefined,
    endedAt: row.endedAt ?? undefined,
    lockedAt: row.lockedAt ?? undefined,
    practiceOf,
    keptUntil: row.keptUntil ?? undefined,
    updatedAt: row.updatedAt,
    series: { ...row.series, coverKey: row.series.coverKey ?? undefined },
    recorded: row.recording !== null,
    episodeCode: isPublic ? episode.code : undefined,
    outcome: state === 'ended' && !practiceOf && !isPublic ? outcomeOf(left) : undefined,
  };
}
