import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { buildServer } from '../../scripts/setup/build-server.ts';
import { builtFlags, nodeFlags } from '../../server/platform/fork-typescript.ts';
import { killLeftBehind } from '../../media/ffmpeg/kill-left-behind.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A real media machine in a process of its own: no pages, no rooms, no worker. */
export type MediaProcess = {
  process: ChildProcess;
  /** Everything it has printed for people. */
  printed: () => string;
  /** Ends it, and what its ffmpeg would go on with. Resolves with the exit code, null when a signal ended it. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
};

/** Starts `ROLE=media` and waits until it says that it is ready. Its log goes to media.log in its data directory. */
export async function startMediaProcess(
  dataDir: string,
  env: Record<string, string>,
): Promise<MediaProcess> {
  await mkdir(dataDir, { recursive: true });
  const child = spawn(process.execPath, [...nodeFlags, ...builtFlags, await buildServer()], {
    cwd: root,
    env: {
      ...process.env,
      ...{ ROLE: 'media', DATA_DIR: dataDir, LOG_LEVEL: 'info' },
      MEDIASOUP_WORKER_BIN: '/nonexistent/mediasoup-worker',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.pipe(createWriteStream(path.join(dataDir, 'media.log'), { flags: 'a' }));
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));

  let printed = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString();
      if (printed.includes('ready to make episodes')) resolve();
    });
    child.once('exit', (code) =>
      reject(new Error(`it ended (${code}) before it was ready:\n${printed}\n${errors}`)),
    );
  });
  return {
    process: child,
    printed: () => printed,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const code = await exited;
      await killLeftBehind(dataDir);
      return code;
    },
  };
}
