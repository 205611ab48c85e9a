import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import { purgeOfSession } from '../purges/purge.ts';
import type { SessionDeletions } from '../sessions/session-deletion.ts';
import { toPurgeRow } from './purge-repository.ts';
import { translateStoreErrors } from './store-errors.ts';

const recording = {
  select: { recordingId: true, episode: { select: { episodeId: true, code: true } } },
} satisfies Prisma.RecordingDefaultArgs;

/** Neither live, nor being recorded, nor rehearsed with a recording; practices have an end of their own. */
const atRest = {
  state: { not: 'live' },
  practiceOfId: null,
  keptOfId: null,
  AND: [
    { OR: [{ recording: null }, { recording: { state: { not: 'recording' } } }] },
    { OR: [{ practice: null }, { practice: { recording: null } }] },
  ],
} satisfies Prisma.SessionWhereInput;

export function createSessionDeletionRepository(prisma: PrismaClient): SessionDeletions {
  const db = translateStoreErrors(prisma);
  return {
    delete(sessionId, { by, at }) {
      return db.$transaction(async (tx) => {
        const session = await tx.session.findUnique({
          where: { sessionId },
          select: { code: true, recording, keptPractices: { select: { recording } } },
        });
        if (!session) return false;
        const { count } = await tx.session.deleteMany({ where: { sessionId, ...atRest } });
        if (count === 0) return false;
        const recorded = [session, ...session.keptPractices];
        const left = {
          sessionId,
          recordingIds: recorded.flatMap((one) => one.recording?.recordingId ?? []),
          episodeId: session.recording?.episode?.episodeId,
        };
        await tx.purge.create({ data: toPurgeRow(purgeOfSession(left, at)) });
        await tx.deletedSession.create({
          data: {
            ...{ code: session.code, deletedAt: at, deletedBy: by },
            episodeCode: session.recording?.episode?.code ?? null,
            recordingIds: left.recordingIds,
          },
        });
        return true;
      });
    },
    async isDeleted(code) {
      const where = { OR: [{ code }, { episodeCode: code }] };
      return (await db.deletedSession.count({ where })) > 0;
    },
  };
}
