import { setTimeout as delay } from 'node:timers/promises';
import type { types } from 'mediasoup';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { ListenAddress } from './announced-address.ts';
import { openWorker, type PoolWorker } from './open-worker.ts';
import { watchWorker } from './watch-worker.ts';
import {
  chooseForReceiver,
  chooseForRoom,
  loadOf,
  spreadLimits,
  type SpreadLimits,
  type WorkerLoad,
} from './worker-load.ts';

/** A claim on a worker, counted until released. */
export type Place = PoolWorker & { release(): void };

export type WorkerPool = {
  /** A place for a room, on the emptiest worker. Waits while all are being replaced. */
  take(): Promise<Place>;
  /** A place for one more receiver of a room that is on these workers: on one of them, or on a further one. */
  takeForReceiver(own: readonly types.Worker[]): Promise<Place>;
  /** Process ids of the workers that are running. */
  pids(): number[];
};

export type WorkerPoolOptions = {
  workers: number;
  /** First port; the next worker takes the next one. 0 takes any free ports. */
  port: number;
  addresses: readonly ListenAddress[];
  /** Default: mediasoup's own. */
  workerBin: string | undefined;
  /** A worker that does not answer for so long is stuck: it is killed and replaced. Default: 10 s. */
  silenceMs?: number;
  spread?: SpreadLimits | undefined;
  scope: Scope;
  log: Logger;
};

const replaceRetryMs = 500;
/**
 * How long a receiver waits for a worker that is being replaced, which takes a twentieth of a second, rather than
 * crowd those that are left: after a worker's death everyone comes back at once.
 */
const replacedWithinMs = 300;

/** A worker and what it carries. A new one takes the port of the one that died. */
type Slot = WorkerLoad & { port: number; current: PoolWorker | undefined };
type Filled = Slot & { current: PoolWorker };

/** Opens the workers, and replaces each one that dies. They close with the scope. */
export async function openWorkerPool(options: WorkerPoolOptions): Promise<WorkerPool> {
  const { workers, port, silenceMs = 10_000, spread = spreadLimits, scope, log } = options;
  const slots = Array.from({ length: workers }, (_, index): Slot => ({
    ...{ port: port === 0 ? 0 : port + index, current: undefined },
    ...{ rooms: 0, receivers: 0, cpuShare: 0 },
  }));
  const filled = (): Filled[] => slots.filter((slot): slot is Filled => Boolean(slot.current));
  const waiting: (() => void)[] = [];
  scope.defer('workers', () => {
    for (const { current } of slots) current?.worker.close();
  });

  const fill = async (slot: Slot): Promise<void> => {
    const opened = await openWorker({ ...options, port: slot.port, sparePort: port + workers });
    const { worker, webRtcServer } = opened;
    if (isClosing(scope)) {
      worker.close();
      throw new Error('Closing.');
    }
    const current = { worker, webRtcServer };
    Object.assign(slot, { port: opened.port, current, rooms: 0, receivers: 0, cpuShare: 0 });
    worker.on('died', (error) => {
      slot.current = undefined;
      // A signal to the whole process group, such as Ctrl-C, ends workers while we are closing anyway.
      if (scope.closed) return;
      log.error({ err: error, pid: worker.pid }, 'media worker died');
      void replace(slot);
    });
    watchWorker(worker, { silenceMs, log, onCpuShare: (share) => (slot.cpuShare = share) });
    for (const resume of waiting.splice(0)) resume();
  };

  const replace = async (slot: Slot): Promise<void> => {
    if (scope.closed) return;
    try {
      await fill(slot);
    } catch (error) {
      if (isClosing(scope)) return;
      log.error({ err: error }, 'media worker not replaced yet');
      scope.after('replace worker', replaceRetryMs, () => void replace(slot));
    }
  };

  await Promise.all(slots.map(fill));
  log.info({ ports: slots.map((slot) => slot.port) }, 'media workers ready');

  /** The next worker that is there again. Rejects when the pool closes. */
  const someWorker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const closing = (): void => reject(new Error('Closing.'));
      scope.signal.addEventListener('abort', closing, { once: true });
      waiting.push(() => {
        scope.signal.removeEventListener('abort', closing);
        resolve();
      });
    });

  return {
    async take() {
      for (;;) {
        scope.signal.throwIfAborted();
        const slot = chooseForRoom(filled(), spread);
        if (slot) return claim(slot, 'rooms');
        await someWorker();
      }
    },
    async takeForReceiver(own) {
      const deadline = performance.now() + replacedWithinMs;
      for (;;) {
        scope.signal.throwIfAborted();
        const all = filled();
        const isOwn = ({ current }: Filled): boolean => own.includes(current.worker);
        const [mine, others] = [all.filter(isOwn), all.filter((slot) => !isOwn(slot))];
        const slot = chooseForReceiver({ own: mine, others }, spread);
        const isCrowded = !slot || loadOf(slot, spread) >= spread.growAt;
        const leftMs = deadline - performance.now();
        if (slot && (!isCrowded || all.length === workers || leftMs <= 0)) {
          return claim(slot, 'receivers');
        }
        await Promise.race([someWorker(), ...(slot ? [delay(leftMs)] : [])]);
      }
    },
    pids: () => filled().map(({ current }) => current.worker.pid),
  };
}

function claim(slot: Filled, what: 'rooms' | 'receivers'): Place {
  const { current } = slot;
  slot[what] += 1;
  let counted = true;
  const release = (): void => {
    // What was on a worker went with it; its successor starts from nothing.
    if (counted && slot.current === current) slot[what] -= 1;
    counted = false;
  };
  return { ...current, release };
}

/** As a function, since it may have changed while we waited. */
const isClosing = (scope: Scope): boolean => scope.closed;
