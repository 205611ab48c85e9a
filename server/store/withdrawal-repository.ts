import { Prisma, type PrismaClient } from '../../prisma/client/client.ts';
import {
  forgetInChapters,
  forgetInNotes,
  peersTakenOut,
  type Traces,
} from '../../media/plan/withdrawn.ts';
import { namesTakenOut, takesTakenOut } from '../edits/recorded-people.ts';
import type { Who, Withdrawal, WithdrawalRepository, Wording } from '../edits/withdrawal.ts';
import { AppError } from '../platform/app-error.ts';
import { Edits, noEdits } from '../protocol/edits.ts';
import type { Chapter } from '../protocol/rest.ts';
import { emptyHealth } from '../protocol/recording-health.ts';
import { purgeOfWithdrawal } from '../purges/purge.ts';
import { remakeRecording } from './processing-repository.ts';
import { toPurgeRow } from './purge-repository.ts';
import { forgetSpoken } from './spoken-answer-repository.ts';
import {
  findAsked,
  forgetAsked,
  isWithdrawn,
  listRecordedAskers,
} from './withdrawn-questions.ts';
import { listWithdrawnNames } from './withdrawn-names.ts';
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
    withdraw: (recordingId, deed) => db.$transaction((tx) => withdraw(tx, recordingId, deed)),
    async listNames(sessionId) {
      const row = await db.recording.findUnique({ where: { sessionId } });
      return row ? listWithdrawnNames(db, row.recordingId) : [];
    },
    listAskers: (recordingId) => listRecordedAskers(db, recordingId),
  };
}

async function withdraw(
  tx: Prisma.TransactionClient,
  recordingId: string,
  { who, asked: told, ...deed }: { who: Who; by: string; at: Date; asked: readonly Wording[] },
): Promise<Withdrawal | undefined> {
  const { state, session } = await tx.recording.findUniqueOrThrow({
    where: { recordingId },
    select: { state: true, session: { select: { series: { select: { language: true } } } } },
  });
  if (state === 'recording') throw new AppError('conflict', 'End the session first.');
  const { names, ...recorded } = await withdrawTakes(tx, recordingId, { who, ...deed });
  const { takeIds } = recorded;
  const asked = await findAsked(tx, recordingId, 'questionId' in who ? who : { names });
  const questionIds = asked.map(({ questionId }) => questionId);
  const left = { ...recorded, names, questionIds };
  if (takeIds.length === 0 && asked.length === 0) {
    const isDone = await isWithdrawn(tx, recordingId, who);
    return isDone ? { ...left, ...nothingMade, isInEpisode: false } : undefined;
  }
  const sounds = await forgetSpoken(tx, recordingId, { names, questionIds });
  await forgetAsked(tx, recordingId, asked, deed);
  if (names.length > 0)
    await forgetSaid(tx, recordingId, names, { wasHeard: takeIds.length > 0 });
  const isInEpisode =
    takeIds.length + sounds.length > 0 || asked.some((one) => one.isInEpisode);
  const wordings = told.filter((one) => questionIds.includes(one.questionId));
  const traces = {
    names,
    asked: [...asked.flatMap((one) => one.wordings), ...wordings.map(({ wording }) => wording)],
  };
  const { language } = session.series;
  await forgetWritten(tx, recordingId, { traces, language, isInEpisode });
  if (!isInEpisode) {
    return { ...left, ...nothingMade, isInEpisode };
  }
  // No run of an earlier revision can publish from here on.
  const remade = await remakeRecording(tx, recordingId);
  if (!remade) await giveUp(tx, recordingId);
  const episodeId = await takeDown(tx, recordingId);
  const made = { episodeId, revision: remade?.revision };
  const purge = purgeOfWithdrawal({ recordingId, takeIds, sounds, ...made }, deed.at);
  await tx.purge.create({ data: toPurgeRow(purge) });
  return { ...left, ...made, isInEpisode };
}

const nothingMade = { episodeId: undefined, revision: undefined };

/** All that was recorded under a name, and under those that go with it. */
async function withdrawTakes(
  tx: Prisma.TransactionClient,
  recordingId: string,
  { who, by, at }: { who: Who; by: string; at: Date },
): Promise<Pick<Withdrawal, 'names' | 'takeIds' | 'peerIds'>> {
  if ('questionId' in who) return { names: [], takeIds: [], peerIds: [] };
  const takes = await tx.take.findMany({
    where: { recordingId },
    select: { takeId: true, peerId: true, displayName: true, withdrawnAt: true },
    orderBy: [{ startedAt: 'asc' }, { takeId: 'asc' }],
  });
  const names = namesTakenOut(takes, who.displayName);
  const theirs = takesTakenOut(takes, who.displayName);
  const takeIds = theirs.map(({ takeId }) => takeId);
  await tx.take.updateMany({
    where: { takeId: { in: takeIds }, withdrawnAt: null },
    data: { withdrawnAt: at, withdrawnBy: by },
  });
  const left = takes.map((take) =>
    theirs.includes(take) ? { ...take, withdrawnAt: at } : take,
  );
  return { names, takeIds, peerIds: peersTakenOut(left) };
}

/** For good, as empty: without its takes no other episode can be made. */
async function giveUp(tx: Prisma.TransactionClient, recordingId: string): Promise<void> {
  const health = emptyHealth('taken-out');
  await tx.recording.updateMany({ where: { recordingId }, data: { state: 'empty', health } });
  await tx.episode.updateMany({
    where: { recordingId },
    data: { ...rewritten(''), state: 'unpublished' },
  });
}

/** Whoever has the old notes before them is refused. */
const rewritten = (notes: string) => ({ notes, textVersion: { increment: 1 } });

/** Leaves what hosts and the pipeline wrote of the episode without a person and what they asked. */
async function forgetWritten(
  tx: Prisma.TransactionClient,
  recordingId: string,
  told: { traces: Traces; language: string; isInEpisode: boolean },
): Promise<void> {
  const { traces, language, isInEpisode } = told;
  const where = { recordingId };
  // Written, not read: whoever saves notes at this moment is waited for.
  await tx.episode.updateMany({ where, data: { textVersion: { increment: 0 } } });
  const episode = await tx.episode.findUnique({ where });
  if (episode) {
    const notes = forgetInNotes(episode.notes, traces);
    if (notes !== episode.notes) await tx.episode.update({ where, data: rewritten(notes) });
  }
  const row = await tx.edits.findUnique({ where });
  if (!row && !isInEpisode) return;
  const { version, chapters } = row ? Edits.parse(row) : noEdits;
  const kept = chapters && forgetInChapters(chapters, traces, language);
  // Whoever is at them has seen the old ones, found or changed, and is refused.
  const forgottenVersion = version + 1;
  const next = {
    ...{ version: forgottenVersion, forgottenVersion },
    ...(kept ? { chapters: kept } : {}),
  };
  await tx.edits.upsert({ where, create: { recordingId, edits: [], ...next }, update: next });
  if (!chapters || isSame(kept, chapters)) {
    // What the episode was made from is still the same.
    const made = { recordingId, editsVersion: version };
    await tx.episode.updateMany({ where: made, data: { editsVersion: forgottenVersion } });
  }
}

const isSame = (kept: readonly Chapter[] | null, before: readonly Chapter[]): boolean =>
  kept?.length === before.length && kept.every(({ title }, at) => title === before[at]?.title);

/** Leaves the recording's episode without media. What is made next has title and notes as they are now. */
async function takeDown(
  tx: Prisma.TransactionClient,
  recordingId: string,
): Promise<string | undefined> {
  const where = { recordingId };
  const episode = await tx.episode.findUnique({ where });
  if (!episode) return undefined;
  const { episodeId, textVersion } = episode;
  await tx.episode.update({ where, data: { ...noMedia, madeTextVersion: textVersion } });
  return episodeId;
}
