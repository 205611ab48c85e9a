import { z } from 'zod';
import { Prisma, type PrismaClient } from '../../prisma/client/client.ts';
import { AppError } from '../platform/app-error.ts';
import { Cue, Recognition } from '../protocol/transcripts.ts';
import { forgetInCues, type TranscriptRepository } from '../transcripts/transcript.ts';
import { translateStoreErrors } from './store-errors.ts';

const Cues = z.array(Cue);

export function createTranscriptRepository(prisma: PrismaClient): TranscriptRepository {
  const db = translateStoreErrors(prisma);
  return {
    async find(recordingId) {
      const row = await db.transcript.findUnique({
        where: { recordingId },
        omit: { publishedCues: true },
      });
      if (!row) return undefined;
      const { version, cues, publishedVersion } = row;
      return { version, cues: Cues.parse(cues), publishedVersion };
    },
    async save(recordingId, { version, cues }) {
      const data = { version, cues: [...cues] };
      if (version > 1) {
        const where = { recordingId, version: version - 1 };
        return (await db.transcript.updateMany({ where, data })).count > 0;
      }
      try {
        await db.transcript.create({ data: { recordingId, ...data } });
        return true;
      } catch (error) {
        if (error instanceof AppError && error.code === 'conflict') return false;
        throw error;
      }
    },
    async publish(recordingId, version) {
      const row = await db.transcript.findUnique({ where: { recordingId } });
      if (row?.version !== version) return false;
      const { count } = await db.transcript.updateMany({
        where: { recordingId, version },
        data: {
          ...{ publishedVersion: version, publishedCues: Cues.parse(row.cues) },
          publication: { increment: 1 },
        },
      });
      return count > 0;
    },
    async unpublish(recordingId) {
      await db.transcript.updateMany({
        where: { recordingId },
        data: {
          ...{ publishedVersion: null, publishedCues: Prisma.DbNull },
          publication: { increment: 1 },
        },
      });
    },
    async isReached(recordingId) {
      const where = { recordingId, ...unreached(prisma) };
      return (await db.transcript.count({ where })) === 0;
    },
    async listUnreached() {
      const rows = await db.transcript.findMany({
        where: unreached(prisma),
        select: { recordingId: true },
      });
      return rows.map(({ recordingId }) => recordingId);
    },
    async findRecognition(recordingId) {
      const row = await db.recognition.findUnique({ where: { recordingId } });
      if (!row) return undefined;
      const { state, progress, problem } = row;
      return Recognition.parse({ state, progress, ...(problem ? { problem } : {}) });
    },
    async findFailedAttempt(recordingId) {
      const where = { recordingId, state: 'failed' };
      return (await db.recognition.findFirst({ where }))?.attempt;
    },
    async awaitRecognition(recordingId, failedAttempt) {
      await db.recognition.updateMany({
        where: { recordingId, state: 'failed', attempt: failedAttempt },
        data: { state: 'waiting', progress: 0, attempt: 0, problem: null },
      });
    },
  };
}

const unreached = ({ transcript }: PrismaClient) => ({
  reached: { lt: transcript.fields.publication },
});

/** Leaves nothing of a person in it: see forgetInCues. What was published with words that have no name is taken back. */
export async function forgetSaid(
  db: Prisma.TransactionClient,
  recordingId: string,
  names: readonly string[],
  { wasHeard }: { wasHeard: boolean },
): Promise<void> {
  for (;;) {
    const row = await db.transcript.findUnique({ where: { recordingId } });
    if (!row) return;
    const { version, publishedVersion } = row;
    const cues = forgetInCues(Cues.parse(row.cues), names);
    const published = Cues.safeParse(row.publishedCues).data;
    // Words without a name may be theirs, where they were heard: somebody has to look.
    const stays =
      published?.every(({ speaker }) => !wasHeard || speaker !== undefined) ?? false;
    const { count } = await db.transcript.updateMany({
      where: { recordingId, version, publishedVersion },
      data: {
        version: version + 1,
        cues,
        ...(stays && published
          ? {
              publishedVersion: publishedVersion === version ? version + 1 : publishedVersion,
              publishedCues: forgetInCues(published, names),
            }
          : { publishedVersion: null, publishedCues: Prisma.DbNull }),
      },
    });
    if (count > 0) return;
  }
}
