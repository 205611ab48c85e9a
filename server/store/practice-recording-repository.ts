import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import type {
  KeptPractice,
  PracticeRecordingRepository,
} from '../practices/practice-recording.ts';
import { translateStoreErrors } from './store-errors.ts';

const include = {
  recording: {
    select: {
      ...{ recordingId: true, state: true, startedAt: true },
      takes: { select: { peerId: true, displayName: true }, orderBy: { startedAt: 'asc' } },
    },
  },
} satisfies Prisma.SessionInclude;

export function createPracticeRecordingRepository(
  prisma: PrismaClient,
): PracticeRecordingRepository {
  const db = translateStoreErrors(prisma);
  const list = async (where: Prisma.SessionWhereInput): Promise<KeptPractice[]> => {
    const orderBy = [{ keptUntil: 'desc' }, { sessionId: 'asc' }] as const;
    const rows = await db.session.findMany({ where, include, orderBy: [...orderBy] });
    return rows.map(toKept);
  };
  return {
    listOf: (sessionId) => list({ keptOfId: sessionId }),
    listDue: (at) => list({ keptUntil: { lte: at } }),
    async delete(sessionId) {
      await db.$transaction(async (tx) => {
        const where = { sessionId, keptUntil: { not: null } };
        const session = await tx.session.findFirst({ where, include });
        await tx.session.deleteMany({ where });
        if (!session?.recording) return;
        const { recordingId } = session.recording;
        await tx.deletedPractice.createMany({ data: [{ recordingId }], skipDuplicates: true });
      });
    },
  };
}

function toKept(row: Prisma.SessionGetPayload<{ include: typeof include }>): KeptPractice {
  const { sessionId, code, recording } = row;
  return {
    ...{ sessionId, code },
    keptUntil: row.keptUntil ?? row.updatedAt,
    startedAt: recording?.startedAt ?? row.wentLiveAt ?? row.createdAt,
    recording: recording
      ? { recordingId: recording.recordingId, state: recording.state }
      : undefined,
    // The name last used.
    names: new Map(
      recording?.takes.map(({ peerId, displayName }) => [peerId, displayName] as const),
    ),
  };
}
