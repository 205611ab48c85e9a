import type { PrismaClient } from '../../prisma/client/client.ts';
import { stepNames } from '../contract/jobs.ts';
import type { ProcessingRows } from '../jobs/process-recording.ts';

const fresh = { progress: 0, leftMs: null, error: null, errorDetail: null } as const;

/** The pipeline's side of ProcessingStep and Recording.state. What a host cancelled is never marked otherwise here. */
export function createProcessingRepository(prisma: PrismaClient): ProcessingRows {
  return {
    async begin(recordingId, names) {
      await prisma.processingStep.createMany({
        data: names.map((name, position) => ({ recordingId, name, position })),
        skipDuplicates: true,
      });
      // Left over from a run that was killed, or from before the host pressed Retry.
      await prisma.processingStep.updateMany({
        where: { recordingId, state: { in: ['running', 'failed', 'cancelled'] } },
        data: { state: 'waiting', ...fresh },
      });
    },
    async start(recordingId, name) {
      const { attempt } = await prisma.processingStep.update({
        where: { recordingId_name: { recordingId, name } },
        data: {
          state: 'running',
          attempt: { increment: 1 },
          startedAt: new Date(),
          finishedAt: null,
          ...fresh,
        },
      });
      return attempt;
    },
    async progress(recordingId, name, { progress, leftMs }) {
      await prisma.processingStep.updateMany({
        where: { recordingId, name, state: 'running' },
        data: { progress, leftMs: leftMs ?? null },
      });
    },
    async pause(recordingId, name, why) {
      await prisma.processingStep.updateMany({
        where: { recordingId, name, state: 'running' },
        data: { leftMs: null, error: why ?? null },
      });
    },
    async done(recordingId, name) {
      // A step that is done keeps its times: estimates are made from them.
      await prisma.processingStep.updateMany({
        where: { recordingId, name, state: { in: ['waiting', 'running'] } },
        data: { ...fresh, state: 'done', progress: 1, finishedAt: new Date() },
      });
    },
    async wait(recordingId, name, why) {
      await prisma.processingStep.updateMany({
        where: { recordingId, name, state: 'running' },
        data: { ...fresh, state: 'waiting', attempt: { decrement: 1 }, ...why },
      });
    },
    async explain(recordingId, why) {
      const [name] = stepNames;
      const row = { recordingId, name, position: 0 };
      await prisma.processingStep.createMany({ data: [row], skipDuplicates: true });
      const waiting = { recordingId, state: 'waiting' } as const;
      const first = await prisma.processingStep.findFirst({
        ...{ where: waiting, orderBy: { position: 'asc' } },
      });
      if (!first) return;
      const where = { ...waiting, name: first.name };
      const data = why ?? { error: null, errorDetail: null };
      await prisma.processingStep.updateMany({ where, data });
    },
    async fail(recordingId, name, why) {
      await prisma.processingStep.updateMany({
        where: { recordingId, name, state: { in: ['waiting', 'running'] } },
        data: { state: 'failed', leftMs: null, finishedAt: new Date(), ...why },
      });
    },
    async health(recordingId, health) {
      await prisma.recording.updateMany({ where: { recordingId }, data: { health } });
    },
    async isWanted(recordingId, revision) {
      const where = { recordingId, revision, state: 'processing' } as const;
      return (await prisma.recording.count({ where })) === 1;
    },
    async finish(recordingId, revision, state) {
      await prisma.recording.updateMany({
        where: { recordingId, revision, state: 'processing' },
        data: { state },
      });
      if (state !== 'empty') return;
      // Everyone was taken out of it: there is nothing left to publish.
      const published = { recordingId, state: 'published' } as const;
      await prisma.episode.updateMany({ where: published, data: { state: 'unpublished' } });
      // Nothing was said and nothing shown: the steps after that have nothing to do.
      await prisma.processingStep.deleteMany({ where: { recordingId, state: 'waiting' } });
    },
    async findOutcome(recordingId, revision) {
      const where = { recordingId, revision };
      const row = await prisma.recording.findFirst({ where, select: { state: true } });
      return row?.state === 'ready' || row?.state === 'empty' ? row.state : undefined;
    },
    async listUnfinished() {
      return prisma.recording.findMany({
        where: { state: 'processing' },
        select: { recordingId: true, revision: true },
        orderBy: { startedAt: 'asc' },
      });
    },
  };
}
