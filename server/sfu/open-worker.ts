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

type Options = {
  port: number;
  sparePort: number;
  addresses: readonly ListenAddress[];
  /** Default: mediasoup's own. */
  workerBin: string | undefined;
  scope: Scope;
  log: Logger;
};

type Listen = (port: number) => Promise<types.WebRtcServer>;

/** The worker of a hub that was killed holds its ports for about a second more. */
const orphanMs = 2000;
const orphanRetryMs = 100;
/** How many ports past ours are tried when another program holds one. */
const portsTried = 100;

/**
 * Starts a worker that listens on `port` (0: any free one); where another program keeps that, on the next free one from
 * `sparePort`. Returns the port to ask for next time.
 */
export async function openWorker({
  port,
  sparePort,
  ...options
}: Options): Promise<PoolWorker & { port: number }> {
  const { addresses, workerBin, scope } = options;
  const worker = await createOwnWorker(workerBin);
  try {
    scope.signal.throwIfAborted();
    const listen: Listen = (at) =>
      worker.createWebRtcServer({
        listenInfos: addresses.flatMap((address) =>
          (['udp', 'tcp'] as const).map((protocol) => ({ ...address, protocol, port: at })),
        ),
      });
    const listening = await listenSomewhere(listen, { port, sparePort, ...options });
    return { worker, ...listening };
  } catch (error) {
    worker.close();
    throw error;
  }
}

/** On the wanted port, which a dying worker may hold for a moment; if another program keeps it, on the next free one. */
async function listenSomewhere(
  listen: Listen,
  { port: wanted, sparePort, scope, log }: Options,
): Promise<{ webRtcServer: types.WebRtcServer; port: number }> {
  const deadline = Date.now() + orphanMs;
  for (;;) {
    try {
      return { webRtcServer: await listen(wanted), port: wanted };
    } catch (error) {
      if (!isAddressInUse(error)) throw error;
      if (Date.now() > deadline) break;
      await delay(orphanRetryMs, undefined, { signal: scope.signal });
    }
  }
  for (let port = sparePort; port < Math.min(sparePort + portsTried, 65_536); port += 1) {
    try {
      const webRtcServer = await listen(port);
      log.warn({ wanted, port }, 'media port in use, taking another');
      return { webRtcServer, port };
    } catch (error) {
      if (!isAddressInUse(error)) throw error;
    }
  }
  throw new Error(`Neither media port ${wanted} nor ${portsTried} others are free.`);
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
