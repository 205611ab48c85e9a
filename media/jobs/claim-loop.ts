import type { EventEmitter } from 'node:events';
import type PgBoss from 'pg-boss';
import type { Logger } from '../../server/platform/log.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { jobs, type JobName, type JobPayload } from '../contract/jobs.ts';
import type { Delivery, Leases } from './leases.ts';
import type { JobHandler } from './queue.ts';

type Loop<N extends JobName> = {
  boss: PgBoss;
  leases: Leases;
  name: N;
  handler: JobHandler<N>;
  /** While it says no, jobs are left to others. */
  isFree: () => boolean;
  /** Emits a job's name when one was added in this process, so that it starts without waiting for the next poll. */
  added: EventEmitter;
  timing: { heartbeatMs: number; pollMs: number };
  log: Logger;
  scope: Scope;
};

/**
 * Takes one job at a time, keeps its lease alive and reports its end. pg-boss's own `work()` is not used: it ends a
 * handler at the lease's length, and ours may run for an hour.
 */
export function startClaimLoop<N extends JobName>(loop: Loop<N>): void {
  const { boss, name, isFree, timing, log, scope } = loop;
  const stopping = scope.signal;

  const run = async (): Promise<void> => {
    while (!stopping.aborted) {
      if (!isFree()) {
        await waitForJob(loop, timing.pollMs);
        continue;
      }
      const [job] = await boss
        .fetch<object>(name, { includeMetadata: true })
        .catch((error: unknown) => {
          log.warn({ err: error, job: name }, 'job queue: cannot look for jobs');
          return [];
        });
      if (job) await runOne(loop, job).catch((error: unknown) => report(loop, error));
      else await waitForJob(loop, timing.pollMs);
    }
  };

  const ended = run();
  scope.defer(`${name} worker`, () => ended);
}

async function runOne<N extends JobName>(loop: Loop<N>, job: PgBoss.JobWithMetadata) {
  const { boss, leases, name, handler, scope } = loop;
  const log = loop.log.child({ job: name, payload: job.data });
  const delivery = await leases.claim(name, job.id);
  if (!delivery) return;
  const lease = holdLease(loop, delivery, log);
  try {
    lease.signal.throwIfAborted();
    log.info({ delivery: job.retryCount + 1 }, 'job started');
    // Of several jobs the compiler cannot know that the schema and the handler are of the same one.
    const payload = jobs[name].parse(job.data) as JobPayload<N>;
    await handler(payload, lease.signal, () => leases.renew(delivery));
    if (!(await leases.renew(delivery))) return;
    await boss.complete(name, job.id);
    log.info('job done');
  } catch (error) {
    if (lease.isLost()) {
      log.info('job let go');
      return;
    }
    if (!scope.closed) log.error({ err: error }, 'job failed, it will be tried again');
    // On shutdown too: another runner, or we after the restart, go on from the step that was interrupted.
    if (!(await leases.renew(delivery))) return;
    await boss.fail(name, job.id, { message: String(error) });
  } finally {
    lease.release();
  }
}

/** Heartbeats until released. The signal aborts when the lease is lost or the queue closes. */
function holdLease<N extends JobName>(loop: Loop<N>, delivery: Delivery, log: Logger) {
  const { leases, timing, scope } = loop;
  // A controller and a listener rather than AbortSignal.any(): Node 20 may collect the joined signal while someone
  // still waits for it.
  const control = new AbortController();
  let lost = false;

  const shutDown = (): void => control.abort(scope.signal.reason);
  const beat = async (): Promise<void> => {
    if (await leases.renew(delivery)) return;
    lost = true;
    control.abort(new Error('This job now belongs to another runner, or was cancelled'));
  };
  const heartbeat = setInterval(() => {
    // While the database is away the lease may run out; whoever asks first when it is back decides.
    beat().catch((error: unknown) => log.warn({ err: error }, 'heartbeat failed'));
  }, timing.heartbeatMs);
  scope.signal.addEventListener('abort', shutDown, { once: true });
  if (scope.signal.aborted) shutDown();

  return {
    signal: control.signal,
    isLost: () => lost,
    release(): void {
      clearInterval(heartbeat);
      scope.signal.removeEventListener('abort', shutDown);
    },
  };
}

function report<N extends JobName>({ log, name }: Loop<N>, error: unknown): void {
  log.warn({ err: error, job: name }, 'job queue: cannot report on a job');
}

/** Until a job is added here, the queue closes, or it is time to look for jobs that others added. */
function waitForJob<N extends JobName>({ added, name, scope }: Loop<N>, ms: number) {
  return new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      added.off(name, done);
      scope.signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    added.on(name, done);
    scope.signal.addEventListener('abort', done);
    if (scope.signal.aborted) done();
  });
}
