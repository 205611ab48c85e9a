import type { Database } from '../server/platform/database.ts';
import type { Logger } from '../server/platform/log.ts';
import type { Scope } from '../server/platform/scope.ts';
import { nobodyTakesIt } from './jobs/failure-words.ts';
import { listWaiting } from './jobs/list-waiting.ts';
import { createProcessingRepository } from './store/processing-repository.ts';
import { createRecordingRepository } from './store/recording-repository.ts';

type Options = {
  database: Pick<Database, 'prisma' | 'executeSql'>;
  log: Logger;
  scope: Scope;
  /** How long a job may wait before anyone is told. Default: a minute. */
  afterMs?: number;
  lookEveryMs?: number;
};

/**
 * For a hub without a pipeline: where a recording waits and no media machine works on anything, its hosts read so, on the
 * step that it waits for. Taken back when that begins.
 */
export function startTellingWhoWaits({
  database,
  log,
  scope,
  afterMs = 60_000,
  lookEveryMs = 15_000,
}: Options): void {
  const rows = createProcessingRepository(database.prisma);
  const recordings = createRecordingRepository(database.prisma);
  const tell = async (): Promise<void> => {
    if (await isAnyoneAtWork(database)) return;
    for (const recordingId of await listWaiting(database, 'process-recording', afterMs)) {
      const session = await recordings.find(recordingId);
      if (!session) continue;
      const error = nobodyTakesIt[session.libraryLanguage];
      await rows.explain(recordingId, { error, errorDetail: '' });
    }
  };
  scope.every('recordings that nobody takes', lookEveryMs, () => {
    tell().catch((error: unknown) => {
      log.warn({ err: error }, 'cannot tell hosts that their recording waits');
    });
  });
}

/** Then its jobs' start is moved on again and again, and the others wait for their turn. */
async function isAnyoneAtWork({ executeSql }: Pick<Database, 'executeSql'>): Promise<boolean> {
  const { rows } = await executeSql(
    `SELECT 1 FROM pgboss.job
     WHERE state = 'active' AND started_on > now() - interval '1 minute' LIMIT 1`,
    [],
  );
  return rows.length > 0;
}
