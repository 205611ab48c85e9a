import { Prisma, type PrismaClient } from '../../prisma/client/client.ts';
import type { Processing, ProcessingRepository } from '../episodes/processing.ts';
import { RecordingHealth } from '../protocol/recording-health.ts';
import { ReadBack } from '../retention/read-back.ts';
import { translateStoreErrors } from './store-errors.ts';

/** A step that has yet to begin. */
const waiting = {
  state: 'waiting',
  progress: 0,
  attempt: 0,
  startedAt: null,
  finishedAt: null,
  leftMs: null,
  error: null,
  errorDetail: null,
} as const;

const include = {
  steps: { orderBy: { position: 'asc' } },
  takes: {
    omit: { bleed: true },
    // One without a name was found after its person had been taken out: the others tell of that.
    where: { displayName: { not: '' } },
    orderBy: [{ startedAt: 'asc' }, { takeId: 'asc' }],
  },
  episode: { select: { state: true } },
  edits: { select: { changedAt: true } },
} satisfies Prisma.RecordingInclude;

/** The read side of a recording's way through the pipeline, and a host's say in it. The pipeline writes the rest. */
export function createProcessingRepository(prisma: PrismaClient): ProcessingRepository {
  const db = translateStoreErrors(prisma);
  return {
    async findBySession(sessionId) {
      const row = await db.recording.findUnique({ where: { sessionId }, include });
      return row ? toProcessing(row) : undefined;
    },
    async listOpen() {
      const rows = await db.recording.findMany({
        where: {
          session: { practiceOfId: null, keptOfId: null },
          OR: [
            { state: { in: ['processing', 'failed'] } },
            { state: 'ready', episode: { state: 'draft' } },
          ],
        },
        orderBy: { startedAt: 'desc' },
        include,
      });
      return rows.map((row) => ({ ...toProcessing(row), episodeState: row.episode?.state }));
    },
    restart(recordingId) {
      return db.$transaction(async (tx) => {
        const { count } = await tx.recording.updateMany({
          where: { recordingId, state: { in: ['failed', 'cancelled'] } },
          data: { state: 'processing' },
        });
        if (count === 0) return undefined;
        await tx.processingStep.updateMany({
          where: { recordingId, state: { not: 'done' } },
          data: waiting,
        });
        const { revision } = await tx.recording.findUniqueOrThrow({ where: { recordingId } });
        return { revision };
      });
    },
    remake: (recordingId) => db.$transaction((tx) => remakeRecording(tx, recordingId)),
    cancel(recordingId) {
      return db.$transaction(async (tx) => {
        const { count } = await tx.recording.updateMany({
          where: { recordingId, state: 'processing' },
          data: { state: 'cancelled' },
        });
        if (count === 0) return false;
        await tx.processingStep.updateMany({
          where: { recordingId, state: { in: ['waiting', 'running'] } },
          data: { state: 'cancelled', leftMs: null },
        });
        return true;
      });
    },
  };
}

/** A new revision, as `remake` has it, within what else is to be done with it: all or nothing. */
export async function remakeRecording(
  tx: Prisma.TransactionClient,
  recordingId: string,
): Promise<{ revision: number } | undefined> {
  const { count } = await tx.recording.updateMany({
    where: {
      ...{ recordingId, takesDeletedAt: null },
      state: { in: ['ready', 'failed', 'cancelled', 'processing'] },
    },
    data: {
      ...{ state: 'processing', revision: { increment: 1 } },
      // What will be published is yet to be read back.
      readBack: Prisma.DbNull,
    },
  });
  if (count === 0) return undefined;
  await tx.processingStep.updateMany({ where: { recordingId }, data: waiting });
  const { revision } = await tx.recording.findUniqueOrThrow({ where: { recordingId } });
  return { revision };
}

function toProcessing(
  row: Prisma.RecordingGetPayload<{ include: typeof include }>,
): Processing {
  const { recordingId, sessionId, state, startedAt, revision } = row;
  return {
    recordingId,
    sessionId,
    state,
    startedAt,
    endedAt: row.endedAt ?? undefined,
    editedAt: row.edits?.changedAt,
    revision,
    // Written by our own pipeline; one of another version is as good as none.
    health: RecordingHealth.safeParse(row.health).data,
    takesDeletedAt: row.takesDeletedAt ?? undefined,
    readBack: ReadBack.safeParse(row.readBack).data,
    steps: row.steps.map((step) => ({
      name: step.name,
      state: step.state,
      progress: step.progress,
      attempt: step.attempt,
      startedAt: step.startedAt ?? undefined,
      finishedAt: step.finishedAt ?? undefined,
      leftMs: step.leftMs ?? undefined,
      error: step.error ?? undefined,
      errorDetail: step.errorDetail ?? undefined,
    })),
    takes: row.takes.map(
      ({ peerId, displayName, kind, source, startedAt, endedAt, ...take }) => ({
        peerId,
        displayName,
        kind,
        source,
        startedAt,
        endedAt: endedAt ?? undefined,
        withdrawn: take.withdrawnAt
          ? { at: take.withdrawnAt, by: take.withdrawnBy ?? '' }
          : undefined,
      }),
    ),
  };
}
