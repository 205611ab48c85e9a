import type { Database } from '../server/platform/database.ts';
import type { Logger } from '../server/platform/log.ts';
import type { Scope } from '../server/platform/scope.ts';
import { nobodyTakesIt } from './jobs/failure-words.ts';
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
    for (const recordingId of await listWaiting(database, afterMs)) {
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

/** None while a runner is at work, which moves its jobs' start on again and again: the others wait for their turn. */
async function listWaiting(
  { executeSql }: Pick<Database, 'executeSql'>,
  afterMs: number,
): Promise<string[]> {
  const { rows } = await executeSql(
    `SELECT DISTINCT data->>'recordingId' AS id FROM pgboss.job
     WHERE name = 'process-recording' AND state IN ('created', 'retry')
       AND start_after <= now() - make_interval(secs => $1)
       AND NOT EXISTS (
         SELECT 1 FROM pgboss.job
         WHERE state = 'active' AND started_on > now() - interval '1 minute'
       )`,
    [afterMs / 1_000],
  );
  return rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
}
