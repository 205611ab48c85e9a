import type { PrismaClient } from '../../prisma/client/client.ts';
import { given } from '../platform/given.ts';
import type {
  ProjectedTake,
  RecordingProjection,
  RecordingRepository,
} from '../recordings/recording-repository.ts';
import { purgeOfRefused } from '../purges/purge.ts';
import { toPurgeRow } from './purge-repository.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createRecordingRepository(prisma: PrismaClient): RecordingRepository {
  const db = translateStoreErrors(prisma);
  return {
    async save(projection) {
      const { recordingId, state, endedAt, health } = projection;
      await ensureRecording(projection);
      await saveTakes(recordingId, projection.takes);
      await noteRefused(projection);
      await purgeRefused(projection);
      // Takes first: whoever sees a recording as ended finds all of them.
      await db.recording.updateMany({
        where: { recordingId, state: 'recording' },
        data: { state, endedAt, ...given({ health }) },
      });
    },

    async find(recordingId) {
      const select = {
        recordingId: true,
        sessionId: true,
        state: true,
        revision: true,
      } as const;
      return (await db.recording.findUnique({ where: { recordingId }, select })) ?? undefined;
    },

    async findOfSession(sessionId) {
      const select = { recordingId: true, state: true } as const;
      return (await db.recording.findUnique({ where: { sessionId }, select })) ?? undefined;
    },

    async endSession(sessionId, endedAt) {
      await db.session.updateMany({
        where: { sessionId, state: 'live' },
        data: { state: 'ended', endedAt },
      });
    },
  };

  /** The deed by which somebody was last taken out of a recording. */
  async function lastWithdrawal(recordingId: string) {
    const last = {
      orderBy: { withdrawnAt: 'desc' },
      select: { withdrawnAt: true, withdrawnBy: true },
    } as const;
    const where = { recordingId, withdrawnAt: { not: null } };
    const spoke = await db.take.findFirst({ ...last, where });
    return (
      spoke ?? (await db.withdrawnQuestion.findFirst({ ...last, where: { recordingId } })) ?? {}
    );
  }

  async function ensureRecording(projection: RecordingProjection): Promise<void> {
    const { recordingId, sessionId, startedAt } = projection;
    await db.recording.upsert({
      where: { recordingId },
      create: { recordingId, sessionId, startedAt },
      update: {},
    });
  }

  async function noteRefused({
    endedAt: refusedAt,
    refusedTakeIds = [],
    refusedBleed,
  }: RecordingProjection): Promise<void> {
    for (const takeId of refusedTakeIds) {
      const bleed = refusedBleed?.get(takeId);
      await db.take.updateMany({
        where: { takeId },
        data: { refusedAt, ...given({ bleed }) },
      });
    }
  }

  async function purgeRefused({
    recordingId,
    endedAt,
    refusedTakeIds: takeIds = [],
  }: RecordingProjection): Promise<void> {
    if (!endedAt || takeIds.length === 0) return;
    const purge = purgeOfRefused({ recordingId, takeIds }, endedAt);
    await db.purge.createMany({ data: [toPurgeRow(purge)], skipDuplicates: true });
  }

  /** A take changes once, when it ends: most of a long session's are stored and need no second write. */
  async function saveTakes(
    recordingId: string,
    takes: readonly ProjectedTake[],
  ): Promise<void> {
    const rows = await db.take.findMany({
      where: { recordingId },
      select: { takeId: true, endedAt: true },
    });
    const stored = new Map(rows.map((row) => [row.takeId, row.endedAt]));
    const added = takes.filter(({ takeId }) => !stored.has(takeId));
    const gone = added.some(isNameless) ? await lastWithdrawal(recordingId) : {};
    await db.take.createMany({
      data: added.map((take) => ({ recordingId, ...take, ...(isNameless(take) ? gone : {}) })),
      skipDuplicates: true,
    });
    const ended = takes.filter(
      ({ takeId, endedAt }) => endedAt && stored.has(takeId) && !stored.get(takeId),
    );
    for (const { takeId, endedAt, endReason } of ended) {
      await db.take.update({ where: { takeId }, data: { endedAt, endReason } });
    }
  }
}

/** Nobody is called nothing: the timeline tells no name of whoever was taken out. */
const isNameless = ({ displayName }: ProjectedTake): boolean => displayName === '';
