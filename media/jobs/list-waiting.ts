import type { Database } from '../../server/platform/database.ts';
import type { JobName } from '../contract/jobs.ts';

/** The recordings of which a job has waited for longer than that, though it could have been begun. */
export async function listWaiting(
  { executeSql }: Pick<Database, 'executeSql'>,
  name: JobName,
  afterMs: number,
): Promise<string[]> {
  const { rows } = await executeSql(
    `SELECT DISTINCT data->>'recordingId' AS id FROM pgboss.job
     WHERE name = $1 AND state IN ('created', 'retry')
       AND start_after <= now() - make_interval(secs => $2)`,
    [name, afterMs / 1_000],
  );
  return rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
}
