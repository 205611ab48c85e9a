import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import PgBoss from 'pg-boss';
import type { Database } from '../../server/platform/database.ts';
import type { Logger } from '../../server/platform/log.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { jobs, type JobName, type JobPayload } from '../contract/jobs.ts';
import { startClaimLoop } from './claim-loop.ts';
import { createLeases, type JobState } from './leases.ts';

/** A job whose runner has not been heard of for this long is given to another one. */
const leaseSeconds = 40;
/** How often pg-boss looks for such jobs. Together with the lease: about a minute. */
const maintenanceSeconds = 10;

export type JobHandler<N extends JobName> = (
  payload: JobPayload<N>,
  /** Aborts when the queue closes or when the job was taken away from this runner. */
  signal: AbortSignal,
  /** Asks whether it was: `signal` hears of that some seconds late. */
  isOurs: () => Promise<boolean>,
) => Promise<void>;

/** All jobs of one name that one run of a recording has. */
export type JobsOfRun = { recordingId: string; revision: number };

export type JobQueue = {
  /** Adds a job. The same payload given again while it waits or runs, even at the same moment, is one job. */
  enqueue: <N extends JobName>(name: N, payload: JobPayload<N>) => Promise<void>;
  /** Takes a job out, waiting or running; its handler's signal aborts with the next heartbeat. */
  cancel: <N extends JobName>(name: N, payload: JobPayload<N>) => Promise<void>;
  /**
   * Takes the jobs of recordings out that wait: of revisions before the one given, or all. Resolves with whether one is
   * being worked on, whose handler has to end by itself.
   */
  forget: (
    name: JobName,
    runs: { recordingIds: readonly string[]; revision: number | undefined },
  ) => Promise<boolean>;
  /** Takes a job out unless somebody has begun it. True: it was waiting, and nobody will get it. */
  takeBack: <N extends JobName>(name: N, payload: JobPayload<N>) => Promise<boolean>;
  /** What has become of a run's jobs; those that have ended may be missing. */
  listRun: <N extends JobName>(
    name: N,
    run: JobsOfRun,
  ) => Promise<{ payload: JobPayload<N>; state: JobState }[]>;
  /** Takes a run's jobs out, whatever their state; handlers' signals abort with the next heartbeat. */
  dropRun: (name: JobName, run: JobsOfRun) => Promise<void>;
  /**
   * Starts working. A handler that throws met an outage, not a bad recording (those it records itself): its job is
   * tried again every few seconds until it returns. `isFree` is asked before each look for a job.
   */
  work<N extends JobName>(
    name: N,
    concurrency: number,
    handler: JobHandler<N>,
    isFree?: () => boolean,
  ): Promise<void>;
};

type Options = {
  database: Pick<Database, 'executeSql'>;
  log: Logger;
  scope: Scope;
  /**
   * Names the process across restarts. Jobs that an earlier process of this name left running are taken up again at
   * once instead of after their lease. Without it only leases count.
   */
  runner?: string;
  /** Shorter in tests. */
  timing?: { leaseSeconds: number; heartbeatMs: number; pollMs: number; retrySeconds: number };
};

/** The job queue, in the database's schema `pgboss`. Closes with the scope, after its running handlers have ended. */
export async function createJobQueue(options: Options): Promise<JobQueue> {
  const { database, log, scope, runner = `process-${process.pid}-${Date.now()}` } = options;
  const timing = options.timing ?? {
    leaseSeconds,
    heartbeatMs: 10_000,
    pollMs: 2_000,
    retrySeconds: 5,
  };
  const boss = new PgBoss({
    db: {
      executeSql: (text: string, values: unknown[] | undefined) =>
        database.executeSql(text, values),
    },
    schedule: false,
    supervise: true,
    maintenanceIntervalSeconds: Math.min(maintenanceSeconds, timing.leaseSeconds),
  });
  boss.on('error', (error) => log.warn({ err: error }, 'job queue: maintenance failed'));
  await boss.start();
  scope.defer('job queue', () => boss.stop({ graceful: false, wait: false, close: false }));
  for (const name of Object.keys(jobs)) {
    const settings = {
      name,
      expireInSeconds: timing.leaseSeconds,
      // Steps have their own few retries and record why they failed. What reaches the queue is an outage or a killed
      // process, and those end: hence many retries at one pace.
      retryLimit: 10_000,
      retryDelay: timing.retrySeconds,
      retentionDays: 365,
    };
    await boss.createQueue(name, settings);
    // A queue that an earlier version made keeps its settings until told otherwise.
    await boss.updateQueue(name, settings);
  }

  const leases = createLeases(database, runner);
  const added = new EventEmitter();

  return {
    async enqueue(name, payload) {
      const data = jobs[name].parse(payload);
      const id = jobId(name, data);
      await leases.forgetEnded(name, id);
      await boss.send(name, data, { id });
      log.info({ job: name, payload: data }, 'job added');
      added.emit(name);
    },
    async cancel(name, payload) {
      await boss.cancel(name, jobId(name, payload));
    },
    forget: (name, { recordingIds, revision }) =>
      leases.forgetWaiting(name, recordingIds, revision),
    takeBack: (name, payload) => leases.takeBack(name, jobId(name, payload)),
    async listRun(name, run) {
      const found = await leases.listRun(name, run);
      return found.map(({ data, state }) => ({
        // Of several jobs the compiler cannot know that the schema is of the same one.
        payload: jobs[name].parse(data) as JobPayload<typeof name>,
        state,
      }));
    },
    dropRun: (name, run) => leases.dropRun(name, run),
    async work(name, concurrency, handler, isFree = () => true) {
      const recovered = await leases.recover(name);
      if (recovered > 0) log.info({ job: name, recovered }, 'jobs taken up again');
      for (let slot = 0; slot < concurrency; slot += 1) {
        startClaimLoop({ boss, leases, name, handler, isFree, added, timing, log, scope });
      }
    },
  };
}

/** The same payload has the same id, and the id is unique: the database keeps double deliveries out. */
function jobId(name: JobName, payload: JobPayload<JobName>): string {
  const { recordingId, revision, ...more } = payload;
  const text = JSON.stringify([name, recordingId, revision, ...Object.values(more)]);
  const hex = createHash('sha256').update(text).digest('hex');
  // Shaped like a UUID of version 8 (RFC 9562: free form).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
