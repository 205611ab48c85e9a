import type { Database } from '../../server/platform/database.ts';

/** One delivery of a job: the same job delivered again has a higher count, so a late runner is told apart. */
export type Delivery = { id: string; count: number };

/**
 * Who works on what. pg-boss takes a job back when `started_on + expire_in` has passed; a heartbeat moves `started_on`.
 * The runner's name is kept in `output`, which pg-boss fills only at the end.
 */
export function createLeases(database: Pick<Database, 'executeSql'>, runner: string) {
  return {
    /** False when the job is no longer ours: expired and given away, cancelled or deleted. */
    async renew(name: string, { id, count }: Delivery): Promise<boolean> {
      const { rows } = await database.executeSql(
        `UPDATE pgboss.job SET started_on = now(), output = $4::jsonb
         WHERE name = $1 AND id = $2::uuid AND retry_count = $3 AND state = 'active' RETURNING id`,
        [name, id, count, { runner }],
      );
      return rows.length === 1;
    },
    /** Jobs that an earlier process of this name held when it died become available now. Returns how many. */
    async recover(name: string): Promise<number> {
      const { rows } = await database.executeSql(
        `UPDATE pgboss.job SET state = 'retry', start_after = now(), output = NULL
         WHERE name = $1 AND state = 'active' AND output->>'runner' = $2 RETURNING id`,
        [name, runner],
      );
      return rows.length;
    },
  };
}
export type Leases = ReturnType<typeof createLeases>;
