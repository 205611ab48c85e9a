import { rm } from 'node:fs/promises';
import { AppError } from '../../server/platform/app-error.ts';
import { Prisma, type PrismaClient } from '../../prisma/client/client.ts';
import type { recordingFiles } from '../contract/recording-files.ts';

/**
 * Lets everything of an episode be made again from its takes, as a new revision: nothing the pipeline made before is
 * used, on whichever machine it lies. What is published stays up until the new one is ready; guid and addresses stay. The work begins when a process
 * that makes episodes next starts. Throws `not-found`, or `conflict` while the session is on or being processed.
 */
export async function rebuildRecording(
  prisma: PrismaClient,
  recordingId: string,
  files: Pick<ReturnType<typeof recordingFiles>, 'work'>,
  /** Once it is known that it may. */
  before: () => Promise<unknown> = () => Promise.resolve(),
): Promise<{ revision: number }> {
  const row = await prisma.recording.findUnique({ where: { recordingId } });
  if (!row) throw new AppError('not-found', `There is no recording ${recordingId}.`);
  if (row.state === 'recording' || row.state === 'processing') {
    throw new AppError('conflict', `The recording is ${row.state}: wait until that has ended.`);
  }
  if (row.takesDeletedAt) {
    throw new AppError('takes-deleted', 'Its takes were deleted: nothing can be made again.');
  }
  await before();
  await rm(files.work, { recursive: true, force: true });
  const { revision } = await prisma.$transaction(async (tx) => {
    await tx.processingStep.deleteMany({ where: { recordingId } });
    const revision = row.revision + 1;
    const data = { state: 'processing', revision, rebuiltAs: revision } as const;
    // Whatever `before` took: its takes may be over by now, or somebody else have it made.
    const { count } = await tx.recording.updateMany({
      where: { recordingId, revision: row.revision, state: row.state, takesDeletedAt: null },
      data: { ...data, readBack: Prisma.DbNull },
    });
    if (count === 0) {
      throw new AppError('conflict', 'It has changed meanwhile, or its takes were deleted.');
    }
    return { revision };
  });
  return { revision };
}
