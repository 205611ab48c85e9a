import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Resolved here and not by name in the child, whose working directory may be anywhere. */
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/**
 * Starts one of our TypeScript files as a process of its own, with a channel for messages. It logs to our standard
 * error; its standard output is nobody's.
 */
export function forkTypeScript(file: URL, args: readonly string[] = []): ChildProcess {
  return fork(fileURLToPath(file), args, {
    execArgv: ['--import', loader],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
