import type { Prisma } from '../../prisma/client/client.ts';
import { type PrismaClient } from '../../prisma/client/client.ts';
import type { WithdrawalRepository } from '../edits/withdrawal.ts';
import { translateStoreErrors } from './store-errors.ts';

/** An episode whose media are gone, until they are made again. */
const noMedia = {
  durationMs: null,
  chapters: [],
  mp3Key: null,
  mp3Bytes: null,
  m4aKey: null,
  m4aBytes: null,
  hlsKey: null,
  hlsBandwidth: null,
  posterKey: null,
  thumbnailsKey: null,
  chaptersKey: null,
  audioReadyAt: null,
  videoReadyAt: null,
} satisfies Prisma.EpisodeUpdateManyMutationInput;

export function createWithdrawalRepository(prisma: PrismaClient): WithdrawalRepository {
  const db = translateStoreErrors(prisma);
  return {
    withdraw(recordingId, { displayName, by, at }) {
      return db.$transaction(async (tx) => {
        const where = { recordingId, displayName };
        const takes = await tx.take.findMany({ where, select: { takeId: true } });
        if (takes.length === 0) return undefined;
        await tx.take.updateMany({
          where: { ...where, withdrawnAt: null },
          data: { withdrawnAt: at, withdrawnBy: by },
        });
        await tx.episode.updateMany({ where: { recordingId }, data: noMedia });
        const episode = await tx.episode.findUnique({ where: { recordingId } });
        const takeIds = takes.map(({ takeId }) => takeId);
        return { takeIds, ...(episode ? { episodeId: episode.episodeId } : {}) };
      });
    },
  };
}
