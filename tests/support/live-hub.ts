import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { Scope } from '../../server/platform/scope.ts';
import { freePort } from './free-port.ts';
import { startHub, type HubProcess } from './hub-process.ts';
import { owner } from './journeys.ts';
import { descendantsOf, isMediaWorker } from './processes.ts';
import type { Scheduled } from './live-session.ts';
import { RestClient } from './rest-client.ts';
import { becomeOwner, makeSession } from './rest-journeys.ts';

export type LiveHub = {
  readonly origin: string;
  readonly process: HubProcess;
  /** Of the hub's owner, who hosts every session. */
  readonly cookie: string;
  /** Its owner at the API. */
  readonly studio: RestClient;
  /** A new session in a series of its own. */
  schedule(): Promise<Scheduled>;
  /** The media worker with this port. */
  workerAt(port: number): Promise<number>;
  /** A new start at the same place, once it has ended. Returns when it said that it was running. */
  startAgain(): Promise<number>;
};

export type LiveHubOptions = {
  folder: string;
  workers: number;
  /** Settings that differ. */
  env?: Record<string, string>;
};

/** A real hub with a database, in a process of its own, so many media workers and an owner. */
export async function openLiveHub(
  { folder, workers, env: more = {} }: LiveHubOptions,
  scope: Scope,
): Promise<LiveHub> {
  const env = {
    ...{ HTTP_PORT: `${await freePort()}`, RTC_PORT: `${await freePort()}` },
    ...{ RTC_WORKERS: `${workers}`, LOG_LEVEL: 'warn', ...more },
  };
  const start = (): Promise<HubProcess> => startHub(path.join(folder, 'hub'), env);
  let hub = await start();
  scope.defer('hub', async () => {
    await hub.stop();
  });
  const studio = new RestClient(hub.origin);
  await becomeOwner(studio, hub.ownerLink, owner);
  return {
    origin: hub.origin,
    get process() {
      return hub;
    },
    studio,
    cookie: [...studio.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    async schedule() {
      const { slug, session } = await makeSession(studio);
      return { slug, code: session.code };
    },
    workerAt: (port) => findWorker(hub.process.pid ?? 0, port),
    async startAgain() {
      hub = await start();
      return performance.now();
    },
  };
}

/** By the sockets that a process holds (proc(5), net/udp: the address is the second field, the inode the tenth). */
async function findWorker(hubPid: number, port: number): Promise<number> {
  const lines = (await readFile('/proc/net/udp', 'utf8')).split('\n').slice(1);
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address = '']) => address.endsWith(wanted))
    .map((fields) => `socket:[${fields[9] ?? ''}]`);
  for (const { pid } of descendantsOf(hubPid).filter(isMediaWorker)) {
    const names = await readdir(`/proc/${pid}/fd`);
    const open = await Promise.all(
      names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')),
    );
    if (open.some((file) => inodes.includes(file))) return pid;
  }
  throw new Error(`No media worker has port ${port}.`);
}
