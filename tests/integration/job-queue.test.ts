import { EventEmitter, once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createJobQueue, type JobQueue } from '../../media/jobs/queue.ts';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';

const databases = [
  ['PGlite', openTestDatabase],
  [
    'PostgreSQL',
    async (scope: Scope) => {
      const databaseUrl = await startPostgres(scope);
      return openDatabase({ databaseUrl, dataDir: '/nonexistent' }, scope, silentLog);
    },
  ],
] as const;

const timing = { leaseSeconds: 1, heartbeatMs: 300, pollMs: 100, retrySeconds: 0 };
const job = { recordingId: 'r1', revision: 1 };

describe.each(databases)('the job queue on %s', (_name, open) => {
  const suite = new Scope('suite', silentLog);
  let outer: Scope;
  let database: Database;

  beforeAll(async () => {
    database = await open(suite);
  });
  afterAll(() => suite.close('suite over'));
  beforeEach(() => {
    outer = suite.child('test');
  });
  afterEach(async () => {
    await outer.close('test over');
    await database.executeSql('TRUNCATE pgboss.job');
  });

  const openQueue = async (runner?: string) => {
    const scope = outer.child('queue');
    const options = { database, log: silentLog, scope, timing };
    const queue = await createJobQueue(runner ? { ...options, runner } : options);
    return { queue, scope };
  };

  /** Collects what is delivered; `until` waits for the n-th. */
  async function collect(queue: JobQueue, until?: () => Promise<unknown>) {
    const seen: string[] = [];
    await queue.work('process-recording', 1, async ({ recordingId }) => {
      seen.push(recordingId);
      await until?.();
    });
    return seen;
  }

  test('a job given twice at the same moment is done once', async () => {
    const { queue } = await openQueue();
    await Promise.all([
      queue.enqueue('process-recording', job),
      queue.enqueue('process-recording', { ...job }),
    ]);
    const seen = await collect(queue);
    await queue.enqueue('process-recording', { recordingId: 'r2', revision: 1 });
    await expect.poll(() => seen).toEqual(['r1', 'r2']);
  });

  test('a job that has ended can be given again', async () => {
    const { queue } = await openQueue();
    const seen = await collect(queue);
    await queue.enqueue('process-recording', job);
    await expect.poll(async () => states(database)).toEqual(['completed']);
    await queue.enqueue('process-recording', job);
    await expect.poll(() => seen).toEqual(['r1', 'r1']);
  });

  test('a job is taken back while it waits, and not once somebody has it', async () => {
    const { queue } = await openQueue();
    const part = (digit: string) => ({ ...job, part: digit.repeat(24) });
    await queue.enqueue('draw-part', part('a'));
    await queue.enqueue('draw-part', part('b'));
    await queue.enqueue('draw-part', { ...part('c'), revision: 2 });
    const statesOf = async () =>
      (await queue.listRun('draw-part', job))
        .map(({ payload, state }) => `${payload.part[0]} ${state}`)
        .toSorted();
    expect(await statesOf()).toEqual(['a waiting', 'b waiting']);
    expect(await queue.takeBack('draw-part', part('a'))).toBe(true);
    expect(await queue.takeBack('draw-part', part('a'))).toBe(false);

    const begun = new EventEmitter();
    let isOurs: (() => Promise<boolean>) | undefined;
    await queue.work('draw-part', 1, async (_payload, signal, asked) => {
      isOurs = asked;
      begun.emit('job');
      await once(signal, 'abort');
    });
    await once(begun, 'job');
    expect(await statesOf()).toEqual(['b active']);
    expect(await queue.takeBack('draw-part', part('b'))).toBe(false);
    expect(await isOurs!()).toBe(true);
    await queue.dropRun('draw-part', job);
    expect(await isOurs!()).toBe(false);
    expect(await statesOf()).toEqual([]);
    // Of the other revision.
    await once(begun, 'job');
    expect(await queue.listRun('draw-part', { ...job, revision: 2 })).toHaveLength(1);
  });

  test('whoever is not free leaves jobs to others', async () => {
    const { queue } = await openQueue();
    let free = false;
    const seen: string[] = [];
    const handler = ({ recordingId }: typeof job): Promise<void> => {
      seen.push(recordingId);
      return Promise.resolve();
    };
    await queue.work('process-recording', 1, handler, () => free);
    await queue.enqueue('process-recording', job);
    const other = await openQueue();
    const others = await collect(other.queue);
    await expect.poll(() => others).toEqual(['r1']);
    await other.scope.close('gone');
    expect(seen).toEqual([]);
    free = true;
    await queue.enqueue('process-recording', { ...job, recordingId: 'r2' });
    await expect.poll(() => seen).toEqual(['r2']);
  });

  test('a new revision of the same recording is a new job', async () => {
    const { queue } = await openQueue();
    const seen = await collect(queue);
    await queue.enqueue('process-recording', job);
    await queue.enqueue('process-recording', { ...job, revision: 2 });
    await expect.poll(() => seen).toEqual(['r1', 'r1']);
  });

  test('a job that outlives its lease many times over is not given to anyone else', async () => {
    const { queue } = await openQueue();
    const host = new EventEmitter();
    const seen = await collect(queue, () => once(host, 'go on'));
    const { queue: other } = await openQueue('other');
    const seenByOther = await collect(other);
    await queue.enqueue('process-recording', job);
    await expect.poll(() => seen.length + seenByOther.length).toBe(1);
    const working = seen.length === 1 ? seenByOther : seen;
    // Two leases long, both runners go on asking.
    const deadline = Date.now() + 2_500;
    await expect.poll(() => Date.now() > deadline, { timeout: 5_000 }).toBe(true);
    expect(working).toEqual([]);
    host.emit('go on');
  });

  test('the job of a runner that fell silent goes to another after its lease', async () => {
    await holdAsDeadRunner(database, await openQueue());
    const { queue } = await openQueue('survivor');
    const seen = await collect(queue);
    expect(seen).toEqual([]);
    await expect.poll(() => seen, { timeout: 15_000 }).toEqual(['r1']);
  });

  test('a runner that starts again takes up at once what it held when it was killed', async () => {
    await holdAsDeadRunner(database, await openQueue('me'), '1 hour');
    const { queue } = await openQueue('me');
    const seen = await collect(queue);
    await expect.poll(() => seen, { timeout: 1_000 }).toEqual(['r1']);
  });

  test('an orderly shutdown waits for the handler and gives its job back', async () => {
    const { queue, scope } = await openQueue('first');
    let started = false;
    let ended = false;
    await queue.work('process-recording', 1, async (_payload, signal) => {
      started = true;
      await once(signal, 'abort');
      ended = true;
      signal.throwIfAborted();
    });
    await queue.enqueue('process-recording', job);
    await expect.poll(() => started).toBe(true);
    await scope.close('shutdown');
    expect(ended).toBe(true);
    expect(await states(database)).toEqual(['retry']);
  });

  test('cancelling a running job aborts its handler with the next heartbeat', async () => {
    const { queue } = await openQueue();
    let reason = '';
    await queue.work('process-recording', 1, async (_payload, signal) => {
      await once(signal, 'abort');
      reason = String(signal.reason);
      signal.throwIfAborted();
    });
    await queue.enqueue('process-recording', job);
    await expect.poll(async () => states(database)).toEqual(['active']);
    await queue.cancel('process-recording', job);
    await expect.poll(() => reason).toContain('cancelled');
    expect(await states(database)).toEqual(['cancelled']);
  });
});

async function states(database: Database): Promise<unknown[]> {
  const { rows } = await database.executeSql(
    'SELECT state FROM pgboss.job ORDER BY created_on',
  );
  return rows.map(({ state }) => state);
}

/** A job claimed by a process that was then killed: active, with its name on it, and no more heartbeats. */
async function holdAsDeadRunner(
  database: Database,
  { queue, scope }: { queue: JobQueue; scope: Scope },
  lease?: string,
): Promise<void> {
  await queue.enqueue('process-recording', job);
  await scope.close('killed');
  await database.executeSql(
    `UPDATE pgboss.job SET state = 'active', started_on = now(), output = '{"runner": "me"}',
       expire_in = COALESCE($1::interval, expire_in)`,
    [lease ?? null],
  );
}
