import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Resolved here and not by name in the child, whose working directory may be anywhere. */
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/**
 * What Node is told on its command line, package.json's `start` included. The engine collects garbage with four threads
 * of its own beside the program's, whatever the machine has; on two cores they push the event loop off its core for
 * 50 ms at a time (tests/bench/README.md, strength).
 */
export const nodeFlags = ['--v8-pool-size=1'];

/**
 * Starts one of our TypeScript files as a process of its own, with a channel for messages. It logs to our standard
 * error; its standard output is nobody's.
 */
export function forkTypeScript(file: URL, args: readonly string[] = []): ChildProcess {
  return fork(fileURLToPath(file), args, {
    execArgv: [...nodeFlags, '--import', loader],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
