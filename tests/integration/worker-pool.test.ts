import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import {
  openWorkerPool,
  type Place,
  type WorkerPool,
  type WorkerPoolOptions,
} from '../../server/sfu/worker-pool.ts';
import { freePort } from '../support/free-port.ts';

let scope: Scope;
beforeEach(() => void (scope = new Scope('pool', silentLog)));
afterEach(() => scope.close('test done'));

const open = (options: Partial<WorkerPoolOptions> = {}): Promise<WorkerPool> =>
  openWorkerPool({
    workers: 1,
    port: 0,
    addresses: [{ ip: '127.0.0.1' }],
    workerBin: undefined,
    scope,
    log: silentLog,
    ...options,
  });

const portOf = async ({ webRtcServer }: Place): Promise<number> => {
  const { udpSockets, tcpServers } = await webRtcServer.dump();
  expect(tcpServers[0]?.port).toBe(udpSockets[0]?.port);
  return udpSockets[0]!.port;
};

async function occupy(port: number): Promise<Socket> {
  const socket = createSocket('udp4').bind(port, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

test('each worker has one port, UDP and TCP, and rooms go to the emptier one', async () => {
  const port = await freePort();
  const pool = await open({ workers: 2, port });
  const places = [await pool.take(), await pool.take()];
  const ports = await Promise.all(places.map(portOf));
  expect(ports.sort((a, b) => a - b)).toEqual([port, port + 1]);
  places[1]!.release();
  expect((await pool.take()).worker.pid).toBe(places[1]!.worker.pid);
});

test('a port that a dying worker still holds is waited for', async () => {
  const port = await freePort();
  const orphan = await occupy(port);
  const opening = open({ port });
  setTimeout(() => orphan.close(), 600);
  expect(await portOf(await (await opening).take())).toBe(port);
});

test('a port that another program keeps is given up for the next free one', async () => {
  const port = await freePort();
  const others = [await occupy(port), await occupy(port + 1)];
  try {
    expect(await portOf(await (await open({ port })).take())).toBe(port + 2);
  } finally {
    for (const other of others) other.close();
  }
}, 15_000);

test('a killed worker is replaced on its port; who asks meanwhile waits', async () => {
  const port = await freePort();
  const pool = await open({ port });
  const [pid] = pool.pids();
  const { worker } = await pool.take();
  const died = once(worker, 'died');
  process.kill(pid!, 'SIGKILL');
  await died;
  const next = await pool.take();
  expect(next.worker.pid).not.toBe(pid);
  expect(await portOf(next)).toBe(port);
});

test('a worker that hangs is killed and replaced', async () => {
  const pool = await open({ silenceMs: 300 });
  const [pid] = pool.pids();
  process.kill(pid!, 'SIGSTOP');
  await expect.poll(() => pool.pids()[0] ?? pid, { timeout: 10_000 }).not.toBe(pid);
});

test('closing ends the workers, also one that is just being opened', async () => {
  const port = await freePort();
  const other = await occupy(port);
  try {
    const opening = open({ port });
    await scope.close('changed our mind');
    await expect(opening).rejects.toThrow();
  } finally {
    other.close();
  }
});
