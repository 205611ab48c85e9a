import type { Database } from '../server/platform/database.ts';
import type { Logger } from '../server/platform/log.ts';
import type { Scope } from '../server/platform/scope.ts';
import { listWaiting } from './jobs/list-waiting.ts';
import { createRecognisers, seenEveryMs } from './store/recognisers.ts';

type Options = {
  database: Pick<Database, 'prisma' | 'executeSql'>;
  log: Logger;
  scope: Scope;
};

/** For a runner with a command that recognises speech: the others hear that there is one. */
export async function startAnnouncingRecogniser({
  database,
  runner,
  log,
  scope,
}: Options & { runner: string }): Promise<void> {
  const recognisers = createRecognisers(database);
  await recognisers.see(runner);
  scope.every('recogniser', seenEveryMs, () => {
    recognisers.see(runner).catch((error: unknown) => {
      log.warn({ err: error }, 'cannot say that speech is recognised here');
    });
  });
}

/**
 * For a hub beside media machines: where a draft is waited for, and no runner is on that can write it, its hosts read so.
 * Taken back when one is.
 */
export function startTellingOfRecognition({
  database,
  log,
  scope,
  afterMs = 60_000,
  lookEveryMs = 15_000,
}: Options & {
  /** How long a job may wait before anyone is told. Default: a minute. */
  afterMs?: number;
  lookEveryMs?: number;
}): void {
  const recognisers = createRecognisers(database);
  const { recognition, recording } = database.prisma;
  const tell = async (): Promise<void> => {
    if (await recognisers.isHere()) {
      await recognition.updateMany({ where: { state: 'nobody' }, data: { state: 'waiting' } });
      return;
    }
    const waiting = { in: await listWaiting(database, 'transcribe-recording', afterMs) };
    const found = await recording.findMany({
      where: { recordingId: waiting, transcript: null, recognition: null },
      select: { recordingId: true },
    });
    await recognition.createMany({
      data: found.map(({ recordingId }) => ({ recordingId, state: 'nobody' })),
      skipDuplicates: true,
    });
    // One that was at it may have been killed.
    await recognition.updateMany({
      where: { recordingId: waiting, state: { in: ['waiting', 'running', 'rooms', 'disk'] } },
      data: { state: 'nobody' },
    });
  };
  scope.every('drafts that nobody writes', lookEveryMs, () => {
    tell().catch((error: unknown) => {
      log.warn({ err: error }, 'cannot tell hosts that a draft waits');
    });
  });
}
