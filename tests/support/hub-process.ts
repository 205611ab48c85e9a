import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { buildServer } from '../../scripts/setup/build-server.ts';
import { builtFlags, nodeFlags } from '../../server/platform/fork-typescript.ts';
import { freePort } from './free-port.ts';
import { putMadeDatabase } from './made-database.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A real hub in a process of its own, as an operator would run it. */
export type HubProcess = {
  origin: string;
  /** The one-time link that was printed at first run. */
  ownerLink: string | undefined;
  process: ChildProcess;
  /** Log lines so far, parsed. */
  log: () => Record<string, unknown>[];
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
};

type HubStart = {
  /** As on a machine of its own: it makes its database itself, which takes seconds. */
  isFirst?: boolean;
};

/** Starts a hub on loopback and waits until it says that it is ready. The caller stops it. */
export async function startHub(
  dataDir: string,
  env: Record<string, string> = {},
  { isFirst = false }: HubStart = {},
): Promise<HubProcess> {
  await mkdir(dataDir, { recursive: true });
  const isEmbedded = env['DATABASE_URL'] === undefined && env['ROLE'] === undefined;
  if (isEmbedded && !isFirst) await putMadeDatabase(dataDir);
  const port = env['HTTP_PORT'] ?? `${await freePort()}`;
  const child = spawn(process.execPath, [...nodeFlags, ...builtFlags, await buildServer()], {
    cwd: root,
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: port,
      RTC_LISTEN_IP: '127.0.0.1',
      RTC_ANNOUNCED_ADDRESS: '127.0.0.1',
      RTC_PORT: '0',
      LOG_LEVEL: 'info',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const logFile = createWriteStream(path.join(dataDir, 'hub.log'), { flags: 'a' });
  child.stderr.pipe(logFile);
  child.stderr.on('data', (data: Buffer) => lines.push(...data.toString().split('\n')));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));

  const printed = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      if (/Serambi is running at \S+\n(?:[^]*\n)?\n$/.test(text)) resolve(text);
    });
    child.once('exit', (code) =>
      reject(
        new Error(`the hub ended (${code}) before it was ready:\n${text}\n${lines.join('\n')}`),
      ),
    );
  });
  return {
    origin: env['PUBLIC_ORIGIN'] ?? `http://localhost:${port}`,
    ownerLink: /https?:\/\/\S+\/mulai\?kunci=\S+/.exec(printed)?.[0],
    process: child,
    log: () =>
      lines
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    stop: (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return exited;
    },
  };
}
