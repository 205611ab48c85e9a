import type { PrismaClient } from '../../prisma/client/client.ts';
import type { RecognitionRows } from '../jobs/transcribe-recording.ts';

/** In which a draft is still to come. */
const open = ['waiting', 'nobody', 'running', 'rooms', 'disk'];

/** The machine's writing of each recording: how far it is, and its draft. */
export function createRecognitionRepository(prisma: PrismaClient): RecognitionRows {
  const set = async (
    recordingId: string,
    data: { state?: string; progress?: number; problem?: string | null },
  ): Promise<void> => {
    await prisma.recognition.updateMany({ where: { recordingId }, data });
  };
  return {
    async isWanted(recordingId, revision) {
      const where = { recordingId, revision, transcript: null };
      return (await prisma.recording.count({ where })) === 1;
    },
    async start(recordingId) {
      const { attempt } = await prisma.recognition.upsert({
        where: { recordingId },
        create: { recordingId, state: 'running', attempt: 1 },
        update: {
          ...{ state: 'running', progress: 0, problem: null },
          attempt: { increment: 1 },
        },
      });
      return attempt;
    },
    progress: (recordingId, _name, { progress }) => set(recordingId, { progress }),
    wait: (recordingId) => set(recordingId, { state: 'waiting' }),
    async pause(recordingId, state) {
      // Before its first start it has no row.
      await prisma.recognition.createMany({
        data: [{ recordingId, state }],
        skipDuplicates: true,
      });
      const where = { recordingId, state: { in: open } };
      await prisma.recognition.updateMany({ where, data: { state } });
    },
    done: (recordingId) => set(recordingId, { state: 'done', progress: 1 }),
    async fail(recordingId, _name, { errorDetail }) {
      const failed = { state: 'failed', problem: errorDetail };
      await prisma.recognition.upsert({
        where: { recordingId },
        // Before it could begin: of what it needs, something could not be made.
        create: { recordingId, ...failed, attempt: 1 },
        update: failed,
      });
    },
    async addDraft(recordingId, revision, cues) {
      await prisma.$transaction(async (tx) => {
        if ((await tx.recording.count({ where: { recordingId, revision } })) === 0) return;
        await tx.transcript.createMany({
          data: [{ recordingId, version: 1, cues: [...cues] }],
          skipDuplicates: true,
        });
      });
    },
  };
}
