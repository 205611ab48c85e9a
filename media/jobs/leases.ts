import { randomUUID } from 'node:crypto';
import type { Database } from '../../server/platform/database.ts';

/** One delivery of a job to one runner. The same job delivered again has another token, so a late runner is told apart. */
export type Delivery = { name: string; id: string; token: string };

export type JobState = 'waiting' | 'active' | 'ended';

/**
 * Who works on what. pg-boss takes a job back when `started_on + expire_in` has passed; a heartbeat moves `started_on`.
 * Runner and token are kept in `output`, which pg-boss fills only at the end.
 */
export function createLeases(database: Pick<Database, 'executeSql'>, runner: string) {
  return {
    /** Puts our name on a job that was just fetched. Undefined when it was cancelled in between. */
    async claim(name: string, id: string): Promise<Delivery | undefined> {
      const token = randomUUID();
      const { rows } = await database.executeSql(
        `UPDATE pgboss.job SET output = $3::jsonb
         WHERE name = $1 AND id = $2::uuid AND state = 'active' RETURNING id`,
        [name, id, { runner, token }],
      );
      return rows.length === 1 ? { name, id, token } : undefined;
    },
    /** False when the job is no longer ours: expired and given away, cancelled or deleted. */
    async renew({ name, id, token }: Delivery): Promise<boolean> {
      const { rows } = await database.executeSql(
        `UPDATE pgboss.job SET started_on = now()
         WHERE name = $1 AND id = $2::uuid AND state = 'active' AND output->>'token' = $3 RETURNING id`,
        [name, id, token],
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
    /** Takes the jobs of recordings out that wait. Whether one is being worked on. */
    async forgetWaiting(
      name: string,
      recordingIds: readonly string[],
      revision: number | undefined,
    ): Promise<boolean> {
      const ofThese = `name = $1 AND data->>'recordingId' = ANY($2::text[])
         AND ($3::int IS NULL OR (data->>'revision')::int < $3::int)`;
      const values = [name, [...recordingIds], revision ?? null];
      await database.executeSql(
        `DELETE FROM pgboss.job WHERE ${ofThese} AND state IN ('created', 'retry')`,
        values,
      );
      const { rows } = await database.executeSql(
        `SELECT id FROM pgboss.job WHERE ${ofThese} AND state = 'active' LIMIT 1`,
        values,
      );
      return rows.length > 0;
    },
    /** Takes a job out that waits. False where somebody has it, or had it. */
    async takeBack(name: string, id: string): Promise<boolean> {
      const { rows } = await database.executeSql(
        `DELETE FROM pgboss.job
         WHERE name = $1 AND id = $2::uuid AND state IN ('created', 'retry') RETURNING id`,
        [name, id],
      );
      return rows.length > 0;
    },
    async listRun(
      name: string,
      { recordingId, revision }: { recordingId: string; revision: number },
    ): Promise<{ data: unknown; state: JobState }[]> {
      const { rows } = await database.executeSql(
        `SELECT data, state::text FROM pgboss.job WHERE ${ofRun}`,
        [name, recordingId, revision],
      );
      return (rows as { data: unknown; state: string }[]).map(({ data, state }) => ({
        data,
        state: stateOf(state),
      }));
    },
    async dropRun(
      name: string,
      { recordingId, revision }: { recordingId: string; revision: number },
    ): Promise<void> {
      await database.executeSql(`DELETE FROM pgboss.job WHERE ${ofRun}`, [
        ...[name, recordingId, revision],
      ]);
    },
    /** Makes room for the same job again: its id is unique, also among those that have ended. */
    async forgetEnded(name: string, id: string): Promise<void> {
      await database.executeSql(
        `DELETE FROM pgboss.job
         WHERE name = $1 AND id = $2::uuid AND state IN ('completed', 'cancelled', 'failed')`,
        [name, id],
      );
    },
  };
}

const ofRun = `name = $1 AND data->>'recordingId' = $2 AND (data->>'revision')::int = $3::int`;

function stateOf(state: string): JobState {
  if (state === 'created' || state === 'retry') return 'waiting';
  return state === 'active' ? 'active' : 'ended';
}

export type Leases = ReturnType<typeof createLeases>;
