import { Prisma, type PrismaClient } from '../../prisma/client/client.ts';
import type { WithdrawalRepository } from '../edits/withdrawal.ts';
import { translateStoreErrors } from './store-errors.ts';

/** An episode whose media are gone, until they are made again. */
const noMedia = {
  durationMs: null,
  chapters: [],
  objects: Prisma.DbNull,
  mp3Key: null,
  mp3Bytes: null,
  m4aKey: null,
  m4aBytes: null,
  hlsKey: null,
  hlsBandwidth: null,
  posterKey: null,
  thumbnailsKey: null,
  chaptersKey: null,
  transcriptKey: null,
  captionedHlsKey: null,
  loudnessLufs: null,
  truePeakDbtp: null,
  audioReadyAt: null,
  videoReadyAt: null,
} satisfies Prisma.EpisodeUpdateManyMutationInput;

export function createWithdrawalRepository(prisma: PrismaClient): WithdrawalRepository {
  const db = translateStoreErrors(prisma);
  return {
    async mark(recordingId, { displayName, by, at }) {
      const where = { recordingId, displayName };
      await db.take.updateMany({
        where: { ...where, withdrawnAt: null },
        data: { withdrawnAt: at, withdrawnBy: by },
      });
      const takes = await db.take.findMany({ where, select: { takeId: true } });
      return takes.map(({ takeId }) => takeId);
    },
    async listNames(sessionId) {
      const takes = await db.take.findMany({
        where: { recording: { sessionId }, withdrawnAt: { not: null } },
        distinct: 'displayName',
        select: { displayName: true },
      });
      return takes.map(({ displayName }) => displayName).filter(Boolean);
    },
    takeDown: (recordingId) => takeDown(db, recordingId),
    giveUp(recordingId) {
      return db.$transaction(async (tx) => {
        await tx.recording.update({ where: { recordingId }, data: { state: 'empty' } });
        await tx.episode.updateMany({
          where: { recordingId },
          data: { notes: '', state: 'unpublished' },
        });
        return takeDown(tx, recordingId);
      });
    },
  };
}

async function takeDown(
  db: Prisma.TransactionClient,
  recordingId: string,
): Promise<{ episodeId: string } | undefined> {
  await db.episode.updateMany({ where: { recordingId }, data: noMedia });
  const select = { episodeId: true };
  return (await db.episode.findUnique({ where: { recordingId }, select })) ?? undefined;
}
