import { Prisma, type PrismaClient } from '../../prisma/client/client.ts';
import { forgetInNotes } from '../../media/plan/withdrawn.ts';
import type { Withdrawal, WithdrawalRepository } from '../edits/withdrawal.ts';
import { AppError } from '../platform/app-error.ts';
import { purgeOfWithdrawal } from '../purges/purge.ts';
import { remakeRecording } from './processing-repository.ts';
import { toPurgeRow } from './purge-repository.ts';
import { forgetSpoken } from './spoken-answer-repository.ts';
import { translateStoreErrors } from './store-errors.ts';
import { forgetSaid } from './transcript-repository.ts';

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
  transcriptObjects: Prisma.DbNull,
  loudnessLufs: null,
  truePeakDbtp: null,
  audioReadyAt: null,
  videoReadyAt: null,
} satisfies Prisma.EpisodeUpdateManyMutationInput;

export function createWithdrawalRepository(prisma: PrismaClient): WithdrawalRepository {
  const db = translateStoreErrors(prisma);
  return {
    withdraw: (recordingId, who) => db.$transaction((tx) => withdraw(tx, recordingId, who)),
    async listNames(sessionId) {
      const takes = await db.take.findMany({
        where: { recording: { sessionId }, withdrawnAt: { not: null } },
        distinct: 'displayName',
        select: { displayName: true },
      });
      return takes.map(({ displayName }) => displayName).filter(Boolean);
    },
  };
}

async function withdraw(
  tx: Prisma.TransactionClient,
  recordingId: string,
  { displayName, by, at }: { displayName: string; by: string; at: Date },
): Promise<Withdrawal | undefined> {
  const where = { recordingId, displayName };
  await tx.take.updateMany({
    where: { ...where, withdrawnAt: null },
    data: { withdrawnAt: at, withdrawnBy: by },
  });
  const takes = await tx.take.findMany({ where, select: { takeId: true } });
  if (takes.length === 0) return undefined;
  const takeIds = takes.map(({ takeId }) => takeId);
  // No run of an earlier revision can publish from here on.
  const remade = await remakeRecording(tx, recordingId);
  if (!remade) await giveUp(tx, recordingId);
  await forgetSaid(tx, recordingId, displayName);
  // Nobody is called nothing: those who ask anonymously have no name either.
  const sounds = displayName === '' ? [] : await forgetSpoken(tx, recordingId, displayName);
  const episodeId = await takeDown(tx, recordingId, displayName);
  const left = { recordingId, takeIds, sounds, episodeId, revision: remade?.revision };
  await tx.purge.create({ data: toPurgeRow(purgeOfWithdrawal(left, at)) });
  return { takeIds, episodeId, revision: remade?.revision };
}

/** For good, as empty: without its takes no other episode can be made. */
async function giveUp(tx: Prisma.TransactionClient, recordingId: string): Promise<void> {
  const { count } = await tx.recording.updateMany({
    where: { recordingId, state: { not: 'recording' } },
    data: { state: 'empty' },
  });
  if (count === 0) throw new AppError('conflict', 'End the session first.');
  await tx.episode.updateMany({
    where: { recordingId },
    data: { notes: '', state: 'unpublished' },
  });
}

/** Leaves the recording's episode without media, and its notes without a person and what they asked. */
async function takeDown(
  tx: Prisma.TransactionClient,
  recordingId: string,
  displayName: string,
): Promise<string | undefined> {
  await tx.episode.updateMany({ where: { recordingId }, data: noMedia });
  const episode = await tx.episode.findUnique({ where: { recordingId } });
  if (!episode || displayName === '') return episode?.episodeId;
  const asked = await tx.question.findMany({
    where: { session: { recording: { recordingId } }, displayName },
    select: { questionId: true, text: true, originalText: true },
  });
  const questions = asked.flatMap(({ questionId, text, originalText }) =>
    [text, originalText].flatMap((one) => (one === null ? [] : [{ questionId, text: one }])),
  );
  const notes = forgetInNotes(episode.notes, { names: [displayName], questions });
  await tx.episode.update({ where: { recordingId }, data: { notes } });
  return episode.episodeId;
}
