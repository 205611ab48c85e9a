import type { Prisma } from '../../prisma/client/client.ts';
import { newId } from '../../server/platform/ids.ts';
import { formerWords } from '../contract/transcript-keys.ts';
import type { TranscriptKeys } from './transcript-repository.ts';

type WordsAt = Omit<TranscriptKeys, 'transcriptObjects'>;

/**
 * Leaves what an episode pointed at `before` to be purged, in the transaction that points it elsewhere: nobody would know
 * those words again. Their names are used once, so that no run can bring them back.
 */
export async function purgeWords(
  tx: Prisma.TransactionClient,
  before: WordsAt,
  now: WordsAt,
): Promise<void> {
  const prefixes = formerWords(before, now);
  if (prefixes.length === 0) return;
  // Whatever runs there are go on.
  const runs = { recordingIds: [], revision: null };
  await tx.purge.create({
    data: { purgeId: newId(), ...runs, prefixes, folders: [], dueAt: new Date() },
  });
}
