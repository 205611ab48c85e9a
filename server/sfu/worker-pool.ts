import { setTimeout as delay } from 'node:timers/promises';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { ListenAddress } from './announced-address.ts';

/** A worker process and its one door to the network: all rooms of a worker share one UDP and one TCP port. */
export type PoolWorker = {
  readonly worker: types.Worker;
  readonly webRtcServer: types.WebRtcServer;
};

/** A room's claim on a worker, counted until released. */
export type Place = PoolWorker & { release(): void };

export type WorkerPool = {
  /** A place on the worker with the fewest rooms. Waits while all are being replaced. */
  take(): Promise<Place>;
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
  scope: Scope;
  log: Logger;
};

/** The worker of a hub that was killed holds its ports for about a second more. */
const orphanMs = 2000;
const orphanRetryMs = 100;
/** How many ports past ours are tried when another program holds one. */
const portsTried = 100;
const replaceRetryMs = 500;

type Slot = { port: number; current: PoolWorker | undefined; rooms: number };

/** Opens the workers, and replaces each one that dies. They close with the scope. */
export async function openWorkerPool(options: WorkerPoolOptions): Promise<WorkerPool> {
  const { workers, port, silenceMs = 10_000, scope, log } = options;
  const slots = Array.from({ length: workers }, (_, index): Slot => ({
    port: port === 0 ? 0 : port + index,
    current: undefined,
    rooms: 0,
  }));
  const waiting: (() => void)[] = [];
  scope.defer('workers', () => {
    for (const { current } of slots) current?.worker.close();
  });

  const fill = async (slot: Slot): Promise<void> => {
    const opened = await openWorker(slot, port + workers, options);
    if (isClosing(scope)) {
      opened.worker.close();
      throw new Error('Closing.');
    }
    slot.current = opened;
    slot.rooms = 0;
    opened.worker.on('died', (error) => {
      slot.current = undefined;
      // A signal to the whole process group, such as Ctrl-C, ends workers while we are closing anyway.
      if (scope.closed) return;
      log.error({ err: error, pid: opened.worker.pid }, 'media worker died');
      void replace(slot);
    });
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
  scope.every('worker watch', silenceMs, () => {
    for (const { current } of slots) if (current) void watch(current.worker, silenceMs, log);
  });
  log.info({ ports: slots.map((slot) => slot.port) }, 'media workers ready');

  return {
    async take() {
      for (;;) {
        scope.signal.throwIfAborted();
        const [slot] = slots.filter((s) => s.current).sort((a, b) => a.rooms - b.rooms);
        const current = slot?.current;
        if (!current) {
          await new Promise<void>((resolve, reject) => {
            waiting.push(resolve);
            scope.signal.addEventListener('abort', () => reject(new Error('Closing.')), {
              once: true,
            });
          });
          continue;
        }
        slot.rooms += 1;
        const release = (): void => {
          if (slot.current === current) slot.rooms -= 1;
        };
        return { ...current, release };
      }
    },
    pids: () => slots.flatMap((slot) => slot.current?.worker.pid ?? []),
  };
}

/** As a function, since it may have changed while we waited. */
const isClosing = (scope: Scope): boolean => scope.closed;

async function openWorker(
  slot: Slot,
  sparePort: number,
  { addresses, workerBin, scope, log }: WorkerPoolOptions,
): Promise<PoolWorker> {
  const worker = await createOwnWorker(workerBin);
  try {
    scope.signal.throwIfAborted();
    const listen = (port: number): Promise<types.WebRtcServer> =>
      worker.createWebRtcServer({
        listenInfos: addresses.flatMap((address) =>
          (['udp', 'tcp'] as const).map((protocol) => ({ ...address, protocol, port })),
        ),
      });
    const webRtcServer = await listenSomewhere(slot, sparePort, listen, { scope, log });
    return { worker, webRtcServer };
  } catch (error) {
    worker.close();
    throw error;
  }
}

/** On the slot's port; if another program keeps it, on the next free one. */
async function listenSomewhere(
  slot: Slot,
  sparePort: number,
  listen: (port: number) => Promise<types.WebRtcServer>,
  { scope, log }: { scope: Scope; log: Logger },
): Promise<types.WebRtcServer> {
  const deadline = Date.now() + orphanMs;
  for (;;) {
    try {
      return await listen(slot.port);
    } catch (error) {
      if (!isAddressInUse(error)) throw error;
      if (Date.now() > deadline) break;
      await delay(orphanRetryMs, undefined, { signal: scope.signal });
    }
  }
  for (let port = sparePort; port < Math.min(sparePort + portsTried, 65_536); port += 1) {
    try {
      const server = await listen(port);
      log.warn({ wanted: slot.port, port }, 'media port in use, taking another');
      slot.port = port;
      return server;
    } catch (error) {
      if (!isAddressInUse(error)) throw error;
    }
  }
  throw new Error(`Neither media port ${slot.port} nor ${portsTried} others are free.`);
}

/** The worker passes on libuv's words; there is no code. */
const isAddressInUse = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('address already in use');

/**
 * A worker that ends when we say so. mediasoup closes all workers on the first SIGINT or SIGTERM, behind our back and
 * without an event, while recordings are still being finished; so its listeners are taken off again. They are put
 * on before createWorker() first waits.
 */
async function createOwnWorker(workerBin: string | undefined): Promise<types.Worker> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = signals.map((signal) => new Set(process.rawListeners(signal)));
  const opening = mediasoup.createWorker({
    logLevel: 'error',
    ...(workerBin ? { workerBin } : {}),
  });
  signals.forEach((signal, index) => {
    for (const listener of process.rawListeners(signal)) {
      if (before[index]?.has(listener)) continue;
      process.removeListener(signal, listener as () => void);
    }
  });
  return await opening;
}

async function watch(worker: types.Worker, silenceMs: number, log: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const silent = new Promise<'silent'>((resolve) => {
    timer = setTimeout(() => resolve('silent'), silenceMs);
    timer.unref();
  });
  try {
    const answer = await Promise.race([worker.getResourceUsage(), silent]);
    if (answer !== 'silent' || worker.closed) return;
    log.error({ pid: worker.pid }, 'media worker does not answer, killing it');
    process.kill(worker.pid, 'SIGKILL');
  } catch {
    // It closed or died while being asked: `died` says so.
  } finally {
    clearTimeout(timer);
  }
}
